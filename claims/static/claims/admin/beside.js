// What the claim is recorded from: fetched, dropped, pasted; quotations are picked by selecting its words.
"use strict";
{
    const form = document.getElementById("record");
    const place = document.getElementById("beside-place");
    const field = (name) => form.elements.namedItem(name);
    const EVERY = 1000; // milliseconds, while the page is being fetched
    let timer;
    let asked = field("url").value;
    let picked = field("quotation_start").value && field("quotation").value;

    const typed = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));

    // What it proposes goes where nothing was typed.
    const fill = (beside) => {
        const { outlet, appearedAt, appearedPrecision, revision } = beside.dataset;
        field("revision").value = revision;
        if (outlet && !field("outlet").value) {
            field("outlet").value = outlet;
        }
        const proposed = field("proposed_at");
        if (appearedAt && field("appeared_at").value === proposed.value) {
            field("appeared_at").value = proposed.value = appearedAt;
            field("appeared_precision").value = appearedPrecision;
        }
    };

    // A text that is only read has no caret: a text that takes no letters can be selected by keyboard too.
    const makeSelectable = (text) => {
        if (text) {
            text.readOnly = false;
            text.setAttribute("aria-readonly", "true");
            text.addEventListener("beforeinput", (event) => event.preventDefault());
        }
    };

    const load = async () => {
        clearTimeout(timer);
        try {
            const answer = await fetch(place.dataset.url, { redirect: "manual" });
            if (answer.ok) {
                place.innerHTML = await answer.text(); // the desk's own page: every text in it is escaped there
                shown();
                return;
            }
        } catch {
            // No connection: recording goes on, and the page is asked for again.
        }
        timer = setTimeout(load, 5 * EVERY);
    };

    const shown = () => {
        const beside = document.getElementById("beside");
        if (beside) {
            fill(beside);
            makeSelectable(document.getElementById("beside-text"));
            if (beside.dataset.again) {
                timer = setTimeout(load, EVERY);
            }
        }
    };

    const readAddress = () => {
        const url = field("url");
        if (url.value.trim() && url.value !== asked) {
            asked = url.value;
            url.dataset.unread = "1";
            form.dispatchEvent(new Event("sitting:save"));
        }
    };

    const pick = (text) => {
        const { selectionStart: start, selectionEnd: end, value } = text;
        const words = value.slice(start, end).trim();
        const quotation = field("quotation");
        // Words that were typed by hand are not overwritten.
        if (!words || words === quotation.value || (quotation.value && quotation.value !== picked)) {
            return;
        }
        picked = quotation.value = words;
        // The place in characters, as the server counts them, not in the browser's units.
        field("quotation_start").value = [...value.slice(0, start)].length;
        typed(quotation);
    };

    const keep = (files) => {
        field("content").files = files;
        form.requestSubmit(form.querySelector('button[value="keep"]'));
    };

    for (const name of ["pointerup", "keyup"]) {
        place.addEventListener(name, (event) => event.target.id === "beside-text" && pick(event.target));
    }
    // Dragging a selection may end outside the text.
    document.addEventListener("pointerup", () => {
        const text = document.getElementById("beside-text");
        if (text && document.activeElement === text) {
            pick(text);
        }
    });

    field("content").hasChangeListener = true; // else the theme looks beside it for a line of its own, and throws
    field("url").addEventListener("change", readAddress);
    field("url").addEventListener("paste", () => setTimeout(readAddress));
    field("content").addEventListener("change", (event) => event.target.files.length && keep(event.target.files));
    field("words").addEventListener("paste", () => {
        field("words_were").value = "pasted";
    });

    const hasFiles = (transfer) => [...(transfer?.types ?? [])].includes("Files");
    document.addEventListener("dragover", (event) => {
        if (hasFiles(event.dataTransfer)) {
            event.preventDefault();
            form.classList.add("desk-dropping");
        }
    });
    document.addEventListener("dragleave", () => form.classList.remove("desk-dropping"));
    document.addEventListener("drop", (event) => {
        if (hasFiles(event.dataTransfer)) {
            event.preventDefault();
            form.classList.remove("desk-dropping");
            keep(event.dataTransfer.files);
        }
    });
    document.addEventListener("paste", (event) => {
        if (event.clipboardData?.files.length) {
            event.preventDefault();
            keep(event.clipboardData.files);
        }
    });

    document.getElementById("hints").addEventListener("click", (event) => {
        const hint = event.target.closest("button")?.closest("[data-for]");
        if (hint) {
            const chosen = field(hint.dataset.for);
            chosen.value = hint.dataset.value;
            hint.remove();
            chosen.focus();
            typed(chosen);
        }
    });

    form.addEventListener("sitting:saved", (event) => {
        const { beside } = event.detail;
        const isNew = beside && (place.dataset.url !== beside || place.dataset.address !== asked);
        if (isNew) {
            place.dataset.url = beside;
            place.dataset.address = asked;
            place.parentElement.querySelector("details").open = Boolean(field("words").value);
            load();
        }
    });

    // The bookmarklet hands over behind the #: no server and no log sees it. Nothing is fetched before somebody types.
    const handed = new URLSearchParams(location.hash.slice(1));
    if (handed.has("url")) {
        history.replaceState(null, "", location.pathname + location.search);
        for (const name of ["url", "quotation"]) {
            if (!field(name).value) {
                field(name).value = handed.get(name) ?? "";
            }
        }
        asked = field("url").value;
        field("url").dataset.unread = "1";
        field("claimant").focus();
    }
    document.getElementById("bookmarklet").addEventListener("click", (event) => event.preventDefault());
    place.dataset.address = asked;
    shown();
}
