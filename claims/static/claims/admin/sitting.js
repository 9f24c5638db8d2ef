// The record form is saved while it is filled in. Without this file "Save for later" does it.
"use strict";
{
    const form = document.getElementById("record");
    const told = document.getElementById("saved");
    const field = (name) => form.elements.namedItem(name);
    const PAUSE = 800; // milliseconds after the last key
    const AGAIN = 5000; // after a save that failed
    let timer;
    let saving = Promise.resolve(true);
    let isDirty = false;
    let isSending = false;
    let isSure = false;

    // Signing in again, in another tab, changes the token.
    const renewToken = () => {
        const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
        if (cookie) {
            field("csrfmiddlewaretoken").value = cookie[1];
        }
    };

    const sent = () => {
        renewToken();
        const data = new FormData(form);
        data.delete("content");
        if (field("url").dataset.unread) {
            data.set("read", "1");
        }
        return new URLSearchParams(data);
    };

    const failed = (sentence) => {
        told.textContent = sentence;
        told.classList.add("desk-error");
        isDirty = true;
        clearTimeout(timer);
        timer = setTimeout(save, AGAIN);
        return false;
    };

    const kept = (answer) => {
        field("sitting").value = answer.sitting;
        field("version").value = answer.version;
        history.replaceState(null, "", answer.place);
        document.getElementById("discard").hidden = false;
        told.classList.remove("desk-error");
        told.textContent = answer.apart || answer.saved;
        document.getElementById("hints").innerHTML = answer.hints; // the desk's own: every text in it is escaped there
        document.getElementById("address-refused").textContent = answer.address_refused;
        form.dispatchEvent(new CustomEvent("sitting:saved", { detail: answer }));
        return true;
    };

    const ask = async () => {
        const body = sent();
        isDirty = false;
        try {
            const keepalive = document.hidden && String(body).length < 60_000; // browsers refuse more
            const answer = await fetch(form.dataset.save, { method: "POST", body, redirect: "manual", keepalive });
            if (answer.ok) {
                if (body.has("read") && body.get("url") === field("url").value) {
                    delete field("url").dataset.unread;
                }
                return kept(await answer.json());
            }
            // A redirection leads to the sign-in; a refused token belongs to a session that ended.
            if (answer.type === "opaqueredirect" || answer.status === 403) {
                return failed(form.dataset.signedOut);
            }
            failed(form.dataset.notSaved);
            return answer.status !== 503; // a save that fails by itself holds up no record; a storage that is full does
        } catch {
            return failed(form.dataset.notSaved);
        }
    };

    // One at a time: each save names the version that the one before made. True: the page may be left.
    function save() {
        clearTimeout(timer);
        if (isSure) {
            return Promise.resolve(true); // the form is on its way
        }
        saving = saving.then(ask);
        return saving;
    }

    const saveSoon = () => {
        isDirty = true;
        clearTimeout(timer);
        timer = setTimeout(save, PAUSE);
    };

    form.addEventListener("input", (event) => {
        if (event.target.name && event.target.type !== "file") {
            saveSoon();
        }
    });
    // What was typed before this file arrived, or came back with the page.
    const isTyped = (one) => one.matches("textarea, input:not([type=hidden], [type=file])") && one.value !== one.defaultValue;
    if (Array.from(form.elements).some(isTyped)) {
        saveSoon();
    }
    form.addEventListener("sitting:save", save);
    document.addEventListener("visibilitychange", () => {
        if (document.hidden && isDirty && !isSending) {
            save();
        }
    });

    // What was typed last is safe before the page is left, also when the session has ended meanwhile.
    form.addEventListener("submit", async (event) => {
        if (isSure) {
            return;
        }
        event.preventDefault();
        if (isSending) {
            return;
        }
        isSending = true;
        const button = event.submitter;
        clearTimeout(timer);
        await new Promise(setTimeout); // a form cannot be sent from within its own submit event
        await saving;
        const isSafe = button?.value === "discard" || !isDirty || (await save());
        isSending = false;
        if (isSafe) {
            isSure = true;
            renewToken();
            form.requestSubmit(button);
        }
    });
    window.addEventListener("pageshow", (event) => {
        if (event.persisted) {
            location.reload(); // the form as it was left is older than the one that is kept
        }
    });
}
