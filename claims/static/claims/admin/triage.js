// The next suggestion takes this one's place without a reload, and colleagues' work shows while it happens.
// Without this file every act loads the page anew.
"use strict";

const EVERY = 5000; // milliseconds between two looks at what colleagues do
const FRESH = 60000; // how long what was fetched ahead is good
const DOUBLE = 500; // a second click so soon was meant for the one before
const review = () => document.getElementById("review");

// While an act is on its way nothing else is decided.
let isBusy = false;
const hold = () => {
    isBusy = true;
    document.documentElement.dataset.sent = ""; // review.js takes no key
};
const release = () => {
    isBusy = false;
    delete document.documentElement.dataset.sent;
};

const ask = (address, how, options = {}) =>
    fetch(address, { ...options, headers: { "X-Review": how, "X-CSRFToken": review().dataset.token } });

// The part in an answer; nothing when it is another page: an expired session's sign-in, an error.
const partOf = async (answer) => {
    const made = document.createElement("template");
    made.innerHTML = await answer.text(); // the desk's own page: every text in it is escaped there
    return (answer.ok && made.content.querySelector("#review")) || undefined;
};

// One request after the other: what was decided arrives before anybody asks what is next.
let turn = Promise.resolve();
const inTurn = (work) => (turn = turn.then(work));

let shownAt = 0;
let clickedAt = 0;
const isDoubleClick = () => clickedAt > shownAt && Date.now() - shownAt < DOUBLE;

const put = (part) => {
    shownAt = Date.now();
    review().replaceWith(part);
    scrollTo(0, 0);
    part.focus({ preventScroll: true });
};

const isShown = (part) => {
    release();
    history.replaceState(null, "", part.dataset.address);
    inTurn(lookAhead);
};

const show = (part) => {
    put(part);
    isShown(part);
};

const say = (sentence) => {
    release();
    const place = document.getElementById("told");
    place.replaceChildren(sentence);
    place.hidden = false;
};

// What follows a decision and what follows Next, kept ready.
const ahead = new Map();
let fetchedAt = 0;
const kept = (address) => (Date.now() - fetchedAt < FRESH ? ahead.get(address) : undefined);
const nextLink = () => review().querySelector('a[data-key="n"]');

const lookAhead = async () => {
    ahead.clear();
    fetchedAt = Date.now();
    const here = review();
    for (const address of [here.dataset.ahead, nextLink()?.href].filter(Boolean)) {
        try {
            const part = await partOf(await ask(address, "ahead"));
            part && here.isConnected && ahead.set(address, part);
        } catch {
            return; // no connection: the act itself will ask
        }
    }
};

const goTo = (link) => {
    const part = kept(link.href);
    if (part) {
        show(part);
        inTurn(look); // whether a colleague has been quicker
        return;
    }
    inTurn(async () => {
        try {
            const asked = await partOf(await ask(link.href, "part"));
            asked ? show(asked) : location.assign(link.href);
        } catch {
            say(review().dataset.offline);
        }
    });
};

// The next one is shown at once; until the answer is here no key acts on it. Refused, the same one comes back.
const send = (form, button) => {
    hold();
    const was = review();
    const body = new FormData(form, button);
    const part = button?.dataset.key && button.value !== "take_back" && form.id === "decision" && kept(was.dataset.ahead);
    if (part) {
        put(part);
    }
    inTurn(async () => {
        let answered;
        try {
            answered = await partOf(await ask(form.action, "part", { method: "POST", body }));
        } catch {
            // no connection: as with any other answer that is not the desk's
        }
        if (!answered) {
            review().replaceWith(was);
            say(was.dataset.offline);
        } else if (form.id !== "decision" && answered.dataset.shown === was.dataset.shown) {
            decided(answered, was); // a status: what is typed below it stays
        } else if (!part || answered.dataset.shown === was.dataset.shown) {
            show(answered);
        } else {
            decided(answered, part);
        }
    });
};

// What the answer tells beside the suggestion that is shown already.
const decided = (answered, part) => {
    part.querySelector("#decided").replaceWith(answered.querySelector("#decided"));
    if (answered.dataset.shown === part.dataset.shown) {
        part.querySelector(".desk-two")?.replaceWith(answered.querySelector(".desk-two"));
    }
    part.dataset.address = answered.dataset.address;
    inTurn(look);
    isShown(part);
};

// Every few seconds: how many wait, who looks at the same one, whether somebody decided on it.
const look = async () => {
    const live = document.getElementById("live");
    if (document.visibilityState !== "visible" || isBusy) {
        return;
    }
    try {
        const answer = await ask(live.dataset.url, "part", { method: "POST" });
        const told = answer.ok && !answer.redirected && (await answer.text());
        if (told && live.isConnected) {
            tell(live, told);
        }
        const waits = Number(live.querySelector("[data-waiting]")?.dataset.waiting);
        if (waits && !review().dataset.shown) {
            const part = await partOf(await ask(review().dataset.address, "part"));
            part && show(part);
        }
    } catch {
        return; // no connection: the next look asks again
    }
    if (Date.now() - fetchedAt > FRESH / 2) {
        await lookAhead();
    }
};

const tell = (live, told) => {
    const made = document.createElement("template");
    made.innerHTML = told; // as above
    count(made.content.querySelector("[data-badge]").dataset.badge);
    if (made.content.textContent !== live.textContent) {
        live.replaceChildren(made.content);
    }
};

// The number beside the navigation: of the whole queue, whatever this one is narrowed to.
const count = (number) => {
    const place = document.querySelector(`a[href="${review().dataset.queue}"] .desk-waits`);
    place && (place.textContent = number);
};

// Shown as well as copied: where a browser refuses the clipboard, it is copied by hand.
const copy = async (address) => {
    const box = document.getElementById("wire");
    const line = box.querySelector("textarea");
    const told = box.querySelector("p");
    try {
        const answer = await fetch(address);
        if (!answer.ok || answer.redirected) {
            throw new TypeError(answer.statusText);
        }
        line.value = await answer.text();
    } catch {
        say(review().dataset.offline);
        return;
    }
    box.hidden = false;
    line.rows = line.value.split("\n").length + 1;
    try {
        await navigator.clipboard.writeText(line.value);
        told.textContent = told.dataset.copied;
    } catch {
        told.textContent = told.dataset.refused;
        line.focus();
        line.select();
    }
};

document.addEventListener("pointerdown", () => (clickedAt = Date.now()));
document.addEventListener("submit", (event) => {
    if (event.target.closest("#review") && event.target.method === "post") {
        event.preventDefault();
        if (!isBusy && !(event.target.id === "decision" && isDoubleClick())) {
            send(event.target, event.submitter);
        }
    }
});
document.addEventListener("click", (event) => {
    const link = event.target.closest("#review a[data-key]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
    }
    if (link.dataset.copy) {
        event.preventDefault();
        copy(link.dataset.copy);
    } else if (link.dataset.key === "n") {
        event.preventDefault();
        goTo(link);
    }
});
document.addEventListener("visibilitychange", () => inTurn(look));
setInterval(() => inTurn(look), EVERY);
inTurn(lookAhead);
