// What cannot wait for the theme's own scripts: its colours before the first paint, and names for those who listen.
"use strict";
{
    const page = document.documentElement;
    let chosen = "auto";
    try {
        chosen = JSON.parse(localStorage.getItem("adminTheme")) ?? chosen;
    } catch {
        // No storage, or something else in it: as the machine has it.
    }
    const isDark = chosen === "dark" || (chosen === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    page.classList.toggle("dark", isDark);
    // From here on the theme sets the class, and takes away only what it set.
    document.addEventListener("alpine:init", () => page.classList.remove("dark"));

    const namesItsControl = (icon) => {
        const control = icon.closest("a, button");
        return control && !control.title && !control.ariaLabel && control.textContent.trim() === icon.textContent.trim();
    };
    document.addEventListener("DOMContentLoaded", () => {
        for (const icon of document.querySelectorAll(".material-symbols-outlined")) {
            if (!namesItsControl(icon)) icon.ariaHidden = "true";
        }
    });
    // The theme's searching select has a label; what it puts in the select's place, some time later, has none.
    const nameSearches = () => {
        for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
            for (const role of select.nextElementSibling.querySelectorAll(":is([role=combobox], [role=textbox]):not([aria-label])")) {
                role.ariaLabel = select.labels[0].textContent.trim();
            }
        }
    };
    new MutationObserver(nameSearches).observe(page, { childList: true, subtree: true });
}
