// A button that shows a password as it is typed. Without scripts it stays away, and the field is a plain one. Before the form goes, the field is a
// password's again, so that the browser keeps it as one.

for (const button of document.querySelectorAll("[data-reveal]")) {
    const field = document.getElementById(button.dataset.reveal);
    if (!field) continue;

    const show = (isShown) => {
        field.type = isShown ? "text" : "password";
        button.setAttribute("aria-pressed", String(isShown));
    };
    button.addEventListener("click", () => show(button.getAttribute("aria-pressed") !== "true"));
    field.form?.addEventListener("submit", () => show(false));
    field.setAttribute("autocapitalize", "none");
    field.spellcheck = false;
    button.hidden = false;
}
