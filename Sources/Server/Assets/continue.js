// An act in several parts goes on by itself while its page is looked at; the button that stops it stays where it is.

for (const form of document.querySelectorAll("form[data-continue]")) {
    const button = form.querySelector('button[name="step"]');
    const going = setTimeout(() => form.requestSubmit(button), 600);
    for (const link of form.querySelectorAll("a")) link.addEventListener("click", () => clearTimeout(going));
}
