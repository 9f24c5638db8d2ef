// One key for each act of the review queue. Without this file every act is a button.
"use strict";

const isTyping = (element) => element.matches("input, textarea, select, [contenteditable]");

// Dismissing needs its reason: the first press goes to the line where it is typed.
const wantsWordsFirst = (button) => {
    const line = document.getElementById(button.dataset.first || "");
    if (!line || line.value.trim()) {
        return false;
    }
    line.focus();
    return true;
};

let isSent = false;
document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) {
        return;
    }
    const key = event.key.toLowerCase();
    const button = /^[a-z]$/.test(key) && document.querySelector(`[data-key="${key}"]`);
    if (!button || isSent) {
        return;
    }
    event.preventDefault();
    if (!wantsWordsFirst(button)) {
        isSent = button.matches("button");
        button.click();
    }
});

// Enter in the reason's line dismisses; the form's first button would confirm.
document.getElementById("id_reason")?.closest("#decision")?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.id === "id_reason") {
        event.preventDefault();
        document.querySelector('[data-key="d"]').click();
    } else if (event.key === "Enter" && event.target.matches("input")) {
        event.preventDefault();
    }
});
