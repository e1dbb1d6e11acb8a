// Narrows a list as one types: case and accents do not matter, every word must be found.

const folded = (text) => text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();

for (const narrowing of document.querySelectorAll("[data-filter]")) {
    const list = document.getElementById(narrowing.dataset.filter);
    const input = narrowing.querySelector("input");
    const items = list ? [...list.children] : [];
    if (!input || items.length < Number(narrowing.dataset.filterFrom ?? 2)) continue;
    const texts = items.map((item) => folded(`${item.textContent} ${item.dataset.words ?? ""}`));
    const status = narrowing.querySelector("[role=status]");

    const tell = () => {
        const words = folded(input.value).split(/\s+/).filter(Boolean);
        let shown = 0;
        items.forEach((item, index) => {
            item.hidden = !words.every((word) => texts[index].includes(word));
            if (!item.hidden) shown += 1;
        });
        if (status) status.textContent = shown === 0 ? status.dataset.none : words.length > 0 ? `${shown} / ${items.length}` : "";
        list.dispatchEvent(new Event("filtered", { bubbles: true }));
    };
    input.addEventListener("input", tell);
    // Enter narrows; it does not send the form around.
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    narrowing.hidden = false;
}
