// Keys for whoever likes them: `/` goes to the search, `?` lists the keys. Nothing needs them, and they can be switched off (WCAG 2.1.4).

const list = document.getElementById("shortcuts");
const open = document.querySelector("[data-shortcuts]");
const isOn = list?.querySelector("input");
const key = "chatelaine-shortcuts";

const stored = () => {
    try {
        return localStorage.getItem(key);
    } catch {
        return null;
    }
};
const store = (value) => {
    try {
        localStorage.setItem(key, value);
    } catch {
        // Without storage the choice lasts as long as the page.
    }
};

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

const search = () => {
    const field = document.querySelector('main [role="search"] input:not([type="hidden"])');
    if (field) {
        field.focus();
        return true;
    }
    const link = document.querySelector('.functions a[href$="/search"]');
    link?.click();
    return Boolean(link);
};

if (list && open && isOn) {
    open.hidden = false;
    isOn.checked = stored() !== "off";
    isOn.addEventListener("change", () => store(isOn.checked ? "on" : "off"));
    open.addEventListener("click", () => list.showModal());
    document.addEventListener("keydown", (event) => {
        if (!isOn.checked || event.ctrlKey || event.metaKey || event.altKey || list.open || isTyping(event.target)) return;
        if (event.key === "?") list.showModal();
        else if (event.key !== "/" || !search()) return;
        event.preventDefault();
    });
}
