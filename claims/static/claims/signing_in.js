// What stands behind the # goes along through signing in, step by step, and no server sees it: browsers keep it when they are redirected.
"use strict";
if (location.hash) {
    for (const form of document.querySelectorAll(".account form")) {
        const target = new URL(form.action);
        target.hash = location.hash;
        form.action = target.href;
    }
}
