// Ticks each condition of a password as it is typed. The conditions come from the page (parts/password-rules), and the server checks them all again.

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
    const lines = [...rules.querySelectorAll("[data-rule]")].filter((line) => line.dataset.rule in checks);

    const tell = () => {
        for (const line of lines) {
            const isMet = field.value !== "" && checks[line.dataset.rule](field.value, line.dataset);
            line.classList.toggle("met", isMet);
            const said = line.querySelector("[data-said]");
            if (said) said.textContent = field.value === "" ? "" : isMet ? rules.dataset.met : rules.dataset.unmet;
        }
    };
    field.addEventListener("input", tell);
    tell();
}
