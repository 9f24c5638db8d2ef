// Choosing the deciding evidence fills in since when. Without this file what was not touched follows the evidence when it is sent.
"use strict";

const evidence = document.getElementById("id_evidence");
const since = document.getElementById("id_effective_at");
const precision = document.getElementById("id_effective_precision");
let filledIn = since?.value;

evidence?.addEventListener("change", () => {
    const { shownAt, precision: known } = evidence.selectedOptions[0].dataset;
    // What somebody typed stays.
    if (since.value === filledIn) {
        since.value = filledIn = shownAt ?? "";
        precision.value = known ?? precision.value;
    }
});
