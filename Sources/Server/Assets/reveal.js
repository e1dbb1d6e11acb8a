// A button that shows a password as it is typed, and says which of both it does next. Without scripts it stays away, and the field is a plain one. Before the form goes, the field is a
// password's again, so that the browser keeps it as one.

for (const button of document.querySelectorAll("[data-reveal]")) {
    const field = document.getElementById(button.dataset.reveal);
    if (!field) continue;

    const label = button.firstChild;
    const words = { show: label.data, hide: button.dataset.hide };
    const show = (isShown) => {
        field.type = isShown ? "text" : "password";
        label.data = isShown ? words.hide : words.show;
    };
    button.addEventListener("click", () => show(field.type === "password"));
    field.form?.addEventListener("submit", () => show(false));
    field.setAttribute("autocapitalize", "none");
    field.spellcheck = false;
    button.hidden = false;
}
