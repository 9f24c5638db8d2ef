// Enter goes from field to field and records from the last one; with Ctrl it records from any.
"use strict";
{
    const form = document.getElementById("record");
    const last = form.elements.namedItem("criterion");
    const record = form.querySelector(".desk-primary");

    const fields = [...form.querySelectorAll(".desk-stack :is(input, select, textarea)")].filter((one) => one.type !== "hidden");
    const next = (element) => fields[fields.indexOf(element) + 1] ?? last; // from the address to the first of them

    // Browsers leave autofocus out where a page came slowly.
    if (document.activeElement === document.body) {
        form.querySelector("[autofocus]")?.focus();
    }

    form.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing || event.target.matches("button, a, summary")) {
            return;
        }
        if (event.ctrlKey || event.metaKey || (event.target === last && !event.shiftKey)) {
            event.preventDefault();
            form.requestSubmit(record);
        } else if (event.target.matches("input:not([type=file])")) {
            event.preventDefault();
            next(event.target).focus();
        }
    });
}
