// One box that ticks all the others of its group, says when only some are ticked, and counts them.

for (const group of document.querySelectorAll("[data-select-all]")) {
    const place = group.querySelector("[data-all]");
    const all = place?.matches("input") ? place : place?.querySelector("input");
    const boxes = [...group.querySelectorAll('input[type="checkbox"]:not(:disabled)')].filter((box) => box !== all && !box.closest("[data-alone]"));
    if (!all || boxes.length < 2) continue;
    const count = group.querySelector("[data-selected]");

    const isShown = (box) => !box.closest("[hidden]");
    const tell = () => {
        const shown = boxes.filter(isShown);
        const ticked = shown.filter((box) => box.checked).length;
        all.checked = ticked > 0 && ticked === shown.length;
        all.indeterminate = ticked > 0 && ticked < shown.length;
        const chosen = boxes.filter((box) => box.checked).length;
        if (count) count.textContent = chosen > 0 ? `${count.dataset.word} ${chosen}` : "";
    };
    all.addEventListener("change", () => {
        for (const box of boxes.filter(isShown)) box.checked = all.checked;
        tell();
    });
    group.addEventListener("change", tell);
    group.addEventListener("filtered", tell);
    place.hidden = false;
    tell();
}
