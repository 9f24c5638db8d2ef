"""What is stored does not depend on the language of whoever caused it; everybody reads it in theirs."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.utils import translation

from claims.analysis import kept_sentences
from claims.models import Claim, Feed, JournalEntry, Page, database_now
from claims.monitoring import feeds, pages
from claims.publishing import tables
from claims.verification import decisions, evidence
from tests import factories
from tests.admin.desk import listed, signed_in
from tests.fakes import FakeWeb, reply
from tests.languages import newsroom, pseudo
from tests.website.desk import settled_claim

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2] / "claims"
# What these raise or keep reaches a person as a kept sentence.
KEEPING = (
    *sorted((ROOT / "fetching").glob("*.py")),
    *(ROOT / "analysis" / f"{name}.py" for name in ("feed_documents", "opml", "search_providers", "sitemaps")),
    *(ROOT / "monitoring" / f"{name}.py" for name in ("feed_readers", "polite", "robots")),
)
RAISED = {"FetchFailed", "AddressRefused", "Unwelcome", "NotAFeed", "NotAnAnswer"}


def in_brackets() -> dict[str, list[str]]:
    """What the tables hold in the language of whoever acts."""
    told = {model.__name__: list(pseudo.written_in(model)) for model in apps.get_models()}
    found = {name: [text for text in texts if pseudo.OPENS in text] for name, texts in told.items()}
    return {name: texts for name, texts in found.items() if texts}


def speaking(client: Client) -> Client:
    client.cookies["django_language"] = pseudo.CODE
    return client


def test_a_whole_newsroom_is_recorded_without_a_word_of_it() -> None:
    with pseudo.spoken(), translation.override(pseudo.CODE):
        newsroom.build()
    assert in_brackets() == {}


def test_a_reason_that_a_key_gives_is_kept_in_english_and_read_in_ones_own() -> None:
    suggestion, derivation, pair = factories.suggestion(), factories.derivation(), factories.relation_suggestion()
    triage = f"/admin/review/{suggestion.pk}/"
    with pseudo.spoken():
        ada = speaking(signed_in(factories.ada()))
        ada.post(triage, {"act": "not_about"})
        shown = ada.get(triage).content.decode()
        ada.post(triage, {"act": "undo"})
        ada.post(triage, {"act": "against"})
        ada.post(triage, {"act": "take_back"})
        for act in ("dismiss", "undo"):
            ada.post("/admin/derivations/", {"which": [derivation.pk], "act": act})
            ada.post(f"/admin/pairs/{pair.pk}/", {"act": act, "reason": "" if act == "undo" else "They differ."})
    assert in_brackets() == {}
    assert f"{pseudo.OPENS}Not about it.{pseudo.CLOSES}" in shown
    kept = [*suggestion.decisions.order_by("pk"), *derivation.decisions.order_by("pk"), *pair.decisions.order_by("pk")]
    assert [one.reason for one in kept if one.reason] == [
        "Not about it.",
        "Taken back in the review queue.",
        "Taken back to decide otherwise.",
        "It does not rest on it.",
        "Taken back on the desk.",
        "They differ.",
        "Taken back in the queue of pairs.",
    ]


def test_an_editor_who_reads_another_language_keeps_the_same_rows() -> None:
    claim = settled_claim()
    related = Claim.objects.exclude(pk=claim.pk).get()
    seen = claim.evidence.get()
    suggestion = factories.suggestion(claim=related, article=seen.article)
    with pseudo.spoken():
        ada = speaking(signed_in(factories.ada()))
        page = ada.get(f"/admin/claims/claim/{claim.pk}/change/")
        assert pseudo.OPENS in page.content.decode()
        ada.post(f"/admin/review/{suggestion.pk}/", {"act": "dismiss", "reason": "Not about it"})
        with translation.override(pseudo.CODE):
            decisions.add_by_hand(
                claim=related,
                article=seen.article,
                stance="for",
                source=seen.source,
                shown_at=database_now(),
                editor=factories.ada(),
                now=database_now(),
            )
            evidence.withdraw(evidence=seen, reason="Mine", editor=factories.ada(), now=database_now())
    assert in_brackets() == {}
    assert Claim.objects.get(pk=claim.pk).review_wanted_because == "The last evidence behind its verdict was withdrawn."


def test_what_machines_keep_of_a_failure_is_told_to_each_reader() -> None:
    feed = factories.feed()
    page = factories.page(article=factories.article())
    web = FakeWeb({feed.url: reply("", status=503), page.url: reply("", status=503)})
    with pseudo.spoken(), translation.override(pseudo.CODE):
        feeds.poll(feed_id=feed.pk, now=database_now(), fetch=web)
        pages.read(page_id=page.pk, now=database_now(), fetch=web)
        told = speaking(signed_in(factories.ada())).get(listed("page")).content.decode()
    assert {Feed.objects.get().last_error, Page.objects.get().obstacle} == {"The server answered 503."}
    assert "⟦The server answered 503.⟧" in told
    assert in_brackets() == {}


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("The server answered 404.", "⟦The server answered 404.⟧"),
        ("The publisher corrected NATO sees no sign", "⟦The publisher corrected NATO sees no sign⟧"),
        (
            "7 older entries are skipped. The answer was empty.",
            "⟦7 older entries are skipped.⟧ ⟦The answer was empty.⟧",
        ),
        (
            "It redirects to an address that is not fetched: names of the local network are not fetched.",
            "⟦It redirects to an address that is not fetched: ⟦Names of the local network are not fetched.⟧⟧",
        ),
        ("We looked, and it is not so.", "We looked, and it is not so."),
        ("", ""),
    ],
)
def test_a_kept_sentence_is_told_in_the_readers_language(kept: str, told: str) -> None:
    with pseudo.spoken(), translation.override(pseudo.CODE):
        assert kept_sentences.told(kept) == told


def test_every_sentence_that_is_raised_on_the_way_to_the_web_is_known() -> None:
    unknown = [
        f"{path.name}:{call.lineno}"
        for path in KEEPING
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in RAISED
        for argument in call.args
        if (sentence := _written(argument)) and not kept_sentences.knows(sentence)
    ]
    assert unknown == []


def _written(argument: ast.expr) -> str:
    """A sentence as it would be kept, with a number for each of its parts; "" for what is no sentence."""
    if isinstance(argument, ast.JoinedStr):
        parts = (one.value if isinstance(one, ast.Constant) else "7" for one in argument.values)
        return "".join(map(str, parts))
    is_sentence = isinstance(argument, ast.Constant) and re.search(r"[a-z] [a-z].*\.$", str(argument.value))
    return str(argument.value) if is_sentence and isinstance(argument, ast.Constant) else ""


def test_a_file_says_the_same_in_every_language() -> None:
    settled_claim()
    written = {}
    for language in ("en", pseudo.CODE):
        with pseudo.spoken(), translation.override(language):
            written[language] = [*tables.as_csv(Claim.objects.all()), *tables.as_jsonl(JournalEntry.objects.all())]
    assert written["en"] == written[pseudo.CODE]
