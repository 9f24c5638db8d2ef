// One key for each act of the queues. Without this file every act is a button.
"use strict";

const isTyping = (element) =>
    element.matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

// Dismissing needs its reason: the first press goes to the line where it is typed.
const wantsWordsFirst = (button) => {
    const line = document.getElementById(button.dataset.first || "");
    if (!line || line.value.trim()) {
        return false;
    }
    line.focus();
    return true;
};

// The suggested choice first, then one after the other.
const chooseNext = (group) => {
    const choices = [...group.querySelectorAll("input[type=radio]")];
    const chosen = choices.findIndex((choice) => choice.checked);
    const suggested = choices.find((choice) => choice.value === group.dataset.suggested);
    const next = chosen > 0 ? choices[(chosen + 1) % choices.length] : suggested || choices[1];
    next.checked = true;
    next.focus();
};

// Set from a press until the page answers: nothing is decided twice. (`sent` is taken off where the answer is shown.)
const sent = document.documentElement.dataset;
addEventListener("pageshow", () => delete sent.sent);

const act = (target) => {
    if (target.matches("input")) {
        target.focus();
    } else if (target.querySelector("input[type=radio]")) {
        chooseNext(target);
    } else if (!wantsWordsFirst(target)) {
        if (target.matches("button[type=submit]")) {
            sent.sent = "";
        }
        target.click();
    }
};

document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) {
        return;
    }
    const key = event.key.toLowerCase();
    const target = /^[a-z]$/.test(key) && document.querySelector(`[data-key="${key}"]`);
    if (target && !("sent" in sent)) {
        event.preventDefault();
        act(target);
    }
});

// In a line, Enter and Escape go back to the keys; the form's first button would confirm. In the reason, Enter dismisses.
document.addEventListener("keydown", (event) => {
    const line = event.target;
    if (event.key === "Escape" && line.closest(".desk") && isTyping(line)) {
        line.blur();
    } else if (event.key === "Enter" && line.matches("input") && line.form?.id === "decision") {
        event.preventDefault();
        if (line.id === "id_reason") {
            act(document.querySelector('[data-key="d"]'));
        } else {
            line.blur();
        }
    }
});
