// A form goes once, however often one clicks. Nothing is disabled, so the pressed button's value still travels; after a while one may try again.

const timeout = 8000;

for (const form of document.querySelectorAll('form[method="post"]')) {
    let sentAt = 0;
    form.addEventListener("submit", (event) => {
        const now = Date.now();
        if (now - sentAt < timeout) return event.preventDefault();
        sentAt = now;
        form.setAttribute("aria-busy", "true");
        setTimeout(() => form.removeAttribute("aria-busy"), timeout);
    });
    // Coming back with the browser's button finds the form ready.
    addEventListener("pageshow", () => {
        sentAt = 0;
        form.removeAttribute("aria-busy");
    });
}
