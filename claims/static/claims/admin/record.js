// Claims like the one being typed appear under its statement. Without this file they are shown when it is sent.
"use strict";

const place = document.getElementById("similar");
const typed = ["id_statement", "id_quotation", "id_claimant"].map((id) => document.getElementById(id)).filter(Boolean);
const PAUSE = 350; // milliseconds after the last key
let timer;
let asking;

const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const body = new URLSearchParams(typed.map((field) => [field.name, field.value.slice(0, 1500)]));
    const headers = { "X-CSRFToken": document.querySelector("#record [name=csrfmiddlewaretoken]").value };
    const options = { method: "POST", headers, body, signal: asking.signal, redirect: "manual" };
    try {
        const answer = await fetch(place.dataset.url, options);
        if (answer.ok) {
            place.innerHTML = await answer.text(); // the desk's own page: every text in it is escaped there
        }
    } catch (error) {
        if (error.name !== "AbortError") {
            place.replaceChildren(); // no connection: recording goes on without it
        }
    }
};

typed.forEach((field) =>
    field.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(ask, PAUSE);
    }),
);
