// Ticks each condition of a password as it is typed. The conditions come from the page (parts/password-rules), and the server checks them all again.
// After an error the page says what the password that was sent met: that holds until one types again, and for what only the server checks it goes then.

const checks = {
    atLeast: (text, { number }) => Array.from(text).length >= Number(number),
    atMost: (text, { number }) => Array.from(text).length <= Number(number),
    nonLetters: (text, { number }) => Array.from(text).filter((letter) => !/[\p{Alphabetic}\p{White_Space}]/u.test(letter)).length >= Number(number),
    onlySpecials: (text, { specials }) => Array.from(text).every((letter) => /[a-zA-Z0-9\p{White_Space}]/u.test(letter) || specials.includes(letter)),
    noSpace: (text) => !/\p{White_Space}/u.test(text),
};

for (const rules of document.querySelectorAll("[data-password]")) {
    const field = document.getElementById(rules.dataset.password);
    if (!field) continue;
    const lines = rules.querySelectorAll("[data-rule]");

    const tell = () => {
        for (const line of lines) {
            const isOpen = field.value === "" || !(line.dataset.rule in checks);
            const isMet = !isOpen && checks[line.dataset.rule](field.value, line.dataset);
            line.classList.toggle("met", isMet);
            line.classList.toggle("unmet", !isOpen && !isMet);
            const said = line.querySelector("[data-said]");
            if (said) said.textContent = isOpen ? "" : isMet ? rules.dataset.met : rules.dataset.unmet;
        }
    };
    field.addEventListener("input", tell);
    if (field.value !== "") tell();
}
