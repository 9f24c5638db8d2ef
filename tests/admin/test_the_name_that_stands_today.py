"""What was recorded of a duplicate shows under the name that stands today, in every list, page, search and file."""

import re
from typing import Any

import pytest
from django.urls import reverse

from claims.models import Page
from claims.recording import affiliations, merges
from claims.verification import decisions
from tests import factories
from tests.admin.desk import listed, page_of, signed_in
from tests.api.machines import client_of
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db
OLD, NEW = "Onetime", "Surviving"
# A history tells what was written, and who answers for it today.
HISTORY = re.compile(rf"{OLD} (\w+) \(now {NEW} \1\)")


def merged(noun: str) -> Any:
    """A duplicate that was merged, as what is recorded names it."""
    make = {"outlet": factories.outlet, "claimant": factories.claimant, "source": factories.source}[noun]
    duplicate, into = make(name=f"{OLD} {noun}"), make(name=f"{NEW} {noun}")
    merges.merge(duplicate=duplicate, into=into, reason="One", editor=factories.ada(), now=NOON)
    return duplicate


def recorded() -> dict[str, Any]:
    """One of everything that names an outlet, a claimant or a Source."""
    ada, claim = factories.ada(), factories.claim(story=factories.story())
    outlet, claimant, source = merged("outlet"), merged("claimant"), merged("source")
    factories.appearance(claim=claim, claimant=claimant, outlet=outlet)
    said = claim.appearances.get()
    original = factories.article(outlet=outlet)
    article = factories.article(outlet=outlet, published_at=NOON + HOUR, first_seen_at=NOON + HOUR)
    evidence = factories.evidence(claim=claim, article=original, source=source)
    factories.evidence(claim=claim, appearance=said, source=source)
    waiting = factories.suggestion(claim=claim, article=article)
    copy = factories.suggestion(claim=claim, article=factories.article(outlet=outlet, published_at=NOON + 2 * HOUR))
    factories.derivation(article=copy.article, original=article)
    quoted = factories.derivation(article=article, claimant=claimant, source=source, kind="quotes")
    joined = affiliations.record(
        claimant=claimant, organisation=merged("claimant"), position="Head", editor=ada, now=NOON
    )
    page = factories.page(article=article)
    Page.objects.filter(pk=page.pk).update(outlet=outlet)
    dismissed = factories.suggestion(claim=claim, article=factories.article(outlet=outlet))
    decisions.dismiss(suggestion_id=dismissed.pk, reason="No", editor=ada, now=NOON)
    return {
        "claim": claim,
        "article": article,
        "evidence": evidence,
        "suggestion": waiting,
        "derivation": quoted,
        "affiliation": joined,
        "page": page,
        "feed": factories.feed(outlet=outlet),
        "appearance": said,
        "story": claim.story,
        "source": factories.source(name="Another", claimant=claimant),
    }


def paths(rows: dict[str, Any]) -> list[str]:
    claim, article = rows["claim"], rows["article"]
    nouns = [noun for noun in rows if noun not in {"appearance", "source"}]
    exported = [noun for noun in nouns if noun not in {"affiliation"}]
    return [
        *("/admin/", "/admin/review/", "/admin/waiting/", "/admin/derivations/", "/admin/quality/"),
        f"/admin/review/{rows['suggestion'].pk}/",
        *(listed(noun) for noun in nouns),
        *(page_of(noun, rows[noun].pk) for noun in (*nouns, "source")),
        *(reverse(f"admin:{noun}_{ending}") for noun in exported for ending in ("csv", "jsonl")),
        reverse("admin:decision_csv"),
        f"/admin/claims/claim/{claim.pk}/status/",
        f"/admin/claims/claim/{claim.pk}/evidence/",
        f"/admin/claims/claim/{claim.pk}/appearance/",
        f"/admin/claims/article/{article.pk}/compare/",
    ]


def test_no_page_or_file_of_the_desk_shows_the_recorded_one() -> None:
    rows = recorded()
    ada = signed_in(factories.ada())
    told = {path: HISTORY.sub("", b"".join(ada.get(path)).decode()) for path in paths(rows)}
    assert [path for path, words in told.items() if OLD in words] == []
    for noun in ("article", "page", "feed", "evidence", "derivation", "affiliation"):
        assert NEW in told[listed(noun)], noun
        assert NEW in told[page_of(noun, rows[noun].pk)], noun
    for noun in ("article", "page", "feed", "evidence", "derivation", "claim", "suggestion"):
        assert NEW in told[reverse(f"admin:{noun}_csv")], noun


@pytest.mark.parametrize(("noun", "name"), [("feed", "outlet"), ("affiliation", "claimant")])
def test_a_search_for_the_name_that_stands_finds_it(noun: str, name: str) -> None:
    recorded()
    page = signed_in(factories.ada()).get(listed(noun), {"q": f"{NEW} {name}"})
    assert page.context["cl"].result_count == 1


def test_no_list_of_the_api_shows_the_recorded_one() -> None:
    recorded()
    client = client_of(factories.ada())
    for noun in ("claims", "evidence", "articles", "feeds", "outlets", "claimants", "sources", "derivations"):
        assert OLD not in client.get(f"/api/v1/{noun}/").content.decode(), noun
