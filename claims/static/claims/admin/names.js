// Known names like the one being typed. Without this file the newest names are proposed.
"use strict";
{
    const form = document.getElementById("record");
    const PAUSE = 200; // milliseconds after the last key

    const option = (name) => Object.assign(document.createElement("option"), { value: name });

    for (const noun of ["claimant", "outlet", "story"]) {
        const line = form.elements.namedItem(noun);
        const told = document.getElementById(`told-${noun}`);
        let timer;
        let asking;

        const ask = async () => {
            asking?.abort();
            asking = new AbortController();
            const body = new URLSearchParams({ of: noun, typed: line.value });
            const headers = { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value };
            const options = { method: "POST", headers, body, signal: asking.signal, redirect: "manual" };
            try {
                const answer = await fetch(form.dataset.names, options);
                if (answer.ok) {
                    const found = await answer.json();
                    line.list.replaceChildren(...found.names.map(option));
                    told.textContent = found.told;
                }
            } catch {
                // No connection, or a newer question: what is typed counts all the same.
            }
        };

        line.addEventListener("input", () => {
            clearTimeout(timer);
            timer = setTimeout(ask, PAUSE);
        });
    }
}
