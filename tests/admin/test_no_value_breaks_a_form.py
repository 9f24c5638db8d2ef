"""Whatever stands in a field, also in a hidden one, is answered with a page or a sentence and never with an error."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode, urljoin

import lxml.html
import pytest
from django.db import transaction
from django.test import Client

from claims.models import Seal
from claims.recording import affiliations, captures, criteria, notes, relations, sealed_notes, tokens
from claims.verification import complaints, contacts, proposals
from claims.vocabulary import RelationKind, TokenScope
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import HOUR, NOON
from tests.recording.test_importing_claims import ONE_BAD, opened

pytestmark = pytest.mark.django_db
# The surrogate comes as three bytes that are no UTF-8, and as JSON would escape it.
HOSTILE = {
    "nul": b"\0",
    "huge": b"9" * 40,
    "negative": b"-1",
    "empty": b"",
    "arabic": "١٢".encode(),
    "megabyte": b"x" * 1_000_000,
    "surrogate": b"\xed\xa0\x80",
    "escape": b"\\ud800",
}
# Pages with forms, and what else is posted to; {…} is a row of the world below.
PAGES = [
    "review/", "review/{suggestion}/", "review/{suggestion}/status/", "pairs/", "pairs/{pair}/", "proposals/",
    "proposals/{proposal}/", "derivations/", "quality/", "shift/", "mentions/", "duplicates/", "waiting/",
    "sign-ins/", "stories/{story}/settle/?all=1", "claims/claim/add/", "claims/claim/{claim}/change/",
    "claims/claim/{claim}/appearance/", "claims/claim/{claim}/criterion/", "claims/claim/{claim}/relation/",
    "claims/claim/{claim}/withdraw-appearance/?which={appearance}",
    "claims/claim/{claim}/withdraw-criterion/?which={criterion}",
    "claims/claim/{claim}/withdraw-relation/?which={relation}",
    "claims/claim/{claim}/withdraw-evidence/?which={evidence}", "claims/claim/{claim}/reviewed/",
    "claims/claim/{claim}/look-again/", "claims/claim/{claim}/publish/", "claims/claim/{claim}/unpublish/",
    "claims/claim/{claim}/hold/", "claims/claim/{claim}/published-review/", "claims/claim/{claim}/contact/",
    "claims/claim/{claim}/contact-answer/?which={contact}", "claims/claim/{claim}/withdraw-contact/?which={contact}",
    "claims/claim/{claim}/complaint/", "claims/claim/{claim}/answer-complaint/?which={complaint}",
    "claims/claim/{claim}/note/", "claims/claim/{claim}/status/", "claims/claim/{claim}/evidence/", "claims/claim/",
    "claims/story/", "claims/story/add/", "claims/story/{story}/change/", "claims/story/{story}/note/",
    "claims/claimant/add/", "claims/claimant/{claimant}/change/", "claims/claimant/{claimant}/affiliation/",
    "claims/claimant/affiliations/{affiliation}/change/", "claims/claimant/affiliations/{affiliation}/withdraw/",
    "claims/claimant/{claimant}/merge/", "claims/claimant/{claimant}/unmerge/", "claims/claimant/{claimant}/apart/",
    "claims/outlet/{outlet}/merge/", "claims/outlet/{outlet}/apart/", "claims/outlet/{outlet}/change/",
    "claims/outlet/add/", "claims/source/{source}/merge/", "claims/source/{source}/apart/",
    "claims/source/{source}/seal/", "claims/source/{source}/change/", "claims/source/add/",
    "claims/evidence/{evidence}/carry-over/", "claims/evidence/{evidence}/anchor/",
    "claims/evidence/{evidence}/read-again/", "claims/evidence/{evidence}/take-back/", "claims/capture/add/",
    "claims/capture/{capture}/attach/", "claims/capture/{capture}/change/", "claims/feed/add/",
    "claims/feed/import/", "claims/feed/{feed}/act/", "claims/feed/{feed}/pauses/", "claims/feed/{feed}/change/",
    "claims/importrun/add/", "claims/importrun/{run}/change/?show=all&mend=2", "claims/page/add/",
    "claims/page/{page}/act/", "claims/page/{page}/copy/", "claims/user/add/", "claims/user/{person}/change/",
    "claims/user/{person}/password/", "claims/user/{person}/second-factor/", "claims/user/{person}/end-sessions/",
    "claims/rating/add/", "claims/rating/{rating}/change/", "claims/ratingscale/add/", "claims/seal/{seal}/redact/",
    "redact/{body}/", "reveal/{sealed}/", "reveal/{sealed}/share/", "claims/apitoken/add/",
    "claims/apitoken/{token}/revoke/", "claims/topic/add/", "claims/matchthresholds/add/", "sittings/save/",
]  # fmt: skip
# Forms that a script fills, and acts without a form: what they are sent.
SENT: dict[str, dict[str, str]] = {
    "sittings/save/": {"sitting": "", "version": "", "statement": "", "url": ""},
    "claims/feed/{feed}/act/": {"act": "pause"},
    "claims/page/{page}/act/": {"act": "pause"},
    "review/": {"act": "confirm", "suggestion": "{suggestion}", "taken": "1", "seen": "0", "with": "1"},
    "pairs/": {"act": "confirm", "suggestion": "{pair}"},
    "derivations/": {"act": "confirm", "which": "{derivation}"},
    "mentions/": {"mention": "{mention}"},
    "shift/": {"number": "1"},
    "proposals/{proposal}/": {"act": "approve", "reason": "Good"},
    "claims/claim/": {"action": "delete_selected", "_selected_action": "{claim}", "select_across": "0", "index": "0"},
}


@pytest.fixture
def chief() -> Client:
    return signed_in(factories.carl())


@pytest.fixture
def world() -> dict[str, Any]:
    """One row of everything that a form is about."""
    ada, carl = factories.ada(), factories.carl()
    who: dict[str, Any] = {"editor": ada, "now": NOON}
    story = factories.story()
    claim = factories.claim(story=story)
    proof = factories.evidence(claim=claim, quotation="")
    sealed = sealed_notes.seal(claim=claim, text="For us", readers=[ada, carl], **who)
    speaker, body = factories.claimant(), factories.claimant(kind="body")
    kept = captures.record(kind="typed", content=b"Words", media_type="text/plain", **who)
    return {
        "story": story.pk,
        "claim": claim.pk,
        "suggestion": factories.suggestion(claim=claim).pk,
        "pair": factories.relation_suggestion(claim=claim).pk,
        "derivation": factories.derivation().pk,
        "proposal": proposals.propose(
            claim_id=claim.pk, to="settled", reason="So.", rating=factories.rating(), evidence=proof, **who
        ).pk,
        "appearance": factories.appearance(claim=claim).pk,
        "criterion": criteria.record(claim=claim, statement="Pictures", **who).pk,
        "relation": relations.relate(claim=claim, kind=RelationKind.REPEATS, other=factories.claim(), **who).pk,
        "evidence": proof.pk,
        "contact": contacts.ask(claim=claim, whom="Them", asked_at=NOON - HOUR, **who).pk,
        "complaint": complaints.receive(claim=claim, statement="Not so", received_at=NOON - HOUR, **who).pk,
        "claimant": speaker.pk,
        "affiliation": affiliations.record(claimant=speaker, organisation=body, **who).pk,
        "outlet": factories.outlet().pk,
        "source": factories.source().pk,
        "capture": kept.pk,
        "body": kept.body_id,
        "feed": factories.feed().pk,
        "page": factories.page().pk,
        "run": opened(ONE_BAD, by=carl).pk,
        "person": ada.pk,
        "rating": factories.rating().pk,
        "seal": Seal.objects.latest("pk").pk,
        "sealed": sealed.public_id,
        "token": tokens.issue(
            user=carl, name="mine", scope=TokenScope.READ, expires_at=NOON + HOUR, editor=carl, now=NOON
        )[0].pk,
        "mention": notes.write(story=story, text=f"Look, @{carl.username}", **who).mentions.get().pk,
    }


def forms_of(client: Client, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Where each form of a page sends what, as it stands."""
    answer = client.get(path)
    if answer.status_code != 200 or not answer.content.strip():
        return
    for form in lxml.html.document_fromstring(answer.content).forms:
        if form.method.upper() == "POST":
            fields = dict(form.form_values())
            buttons = form.xpath(".//button[@name]")
            for act in {one.get("name"): one.get("value") or "" for one in buttons}.items() or {("", "")}:
                yield urljoin(path, form.action or ""), {**fields, **({act[0]: act[1]} if act[0] else {})}


def posted(client: Client, path: str, fields: dict[str, Any]) -> Any:
    """The answer; nothing that it did stays."""
    with transaction.atomic():
        answer = client.post(path, urlencode(fields), content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer


def each_field_once(forms: Iterable[tuple[str, dict[str, str]]]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every field with where it is sent and the rest of its form; of forms that look alike one is tried."""
    seen = set()
    for place, fields in forms:
        for name in fields:
            alike = (re.sub(r"\d+", "", f"{place} {name}"), fields.get("act", ""))
            if name != "csrfmiddlewaretoken" and alike not in seen:
                seen.add(alike)
                yield place, name, fields


@pytest.mark.parametrize("page", PAGES)
def test_every_value_in_every_field_is_answered(chief: Client, world: dict[str, Any], page: str) -> None:
    chief.raise_request_exception = False
    path = f"/admin/{page.format(**world)}"
    given = {name: value.format(**world) for name, value in SENT.get(page, {"act": "x"}).items()}
    broken = []
    for place, name, fields in each_field_once([*forms_of(chief, path), (path, given)]):
        for kind, value in HOSTILE.items():
            answer = posted(chief, place, {**fields, name: value})
            if answer.status_code >= 500:
                broken.append((place, fields.get("act"), name, kind, answer.status_code))
    assert broken == []
