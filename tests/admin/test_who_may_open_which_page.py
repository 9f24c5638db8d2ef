"""A table of the desk's pages and people: person, page, allowed?"""

import pytest
from django.contrib import admin
from django.test import Client

from claims.models import Claim
from tests import factories
from tests.admin.desk import NOUNS, listed, page_of, signed_in

pytestmark = pytest.mark.django_db

# ada edits, ben only reads, rosa reports, carl is the chief, olga operates: may they open it?
PAGES = {
    "": "ada ben rosa carl olga",
    "review/": "ada ben rosa carl olga",
    "quality/": "ada ben rosa carl olga",
    "derivations/": "ada ben rosa carl olga",
    "pairs/": "ada ben rosa carl olga",
    "waiting/": "ada ben rosa carl olga",
    "shift/": "ada ben rosa carl olga",
    "mentions/": "ada ben rosa carl olga",
    "claims/story/{story}/note/": "ada rosa carl",
    "proposals/": "ada ben rosa carl olga",
    "stories/{story}/settle/": "ada carl",
    "claims/rating/add/": "carl",
    "claims/claim/": "ada ben rosa carl olga",
    "claims/claim/add/": "ada rosa carl",
    "claims/claim/{claim}/change/": "ada ben rosa carl olga",
    "claims/claim/{claim}/history/": "ada ben rosa carl olga",
    "claims/claim/{claim}/wire-line/": "ada ben rosa carl olga",
    "claims/claim/{draft}/wire-line/": "ada rosa carl",
    "claims/claim/{claim}/status/": "ada carl",
    "claims/claim/{claim}/evidence/": "ada carl",
    "claims/claim/{claim}/appearance/": "ada rosa carl",
    "claims/claim/{claim}/criterion/": "ada rosa carl",
    "claims/claim/{claim}/relation/": "ada rosa carl",
    "claims/claim/{claim}/look-again/": "ada rosa carl",
    "claims/claim/{claim}/reviewed/": "ada carl",
    "claims/claim/{draft}/history/": "ada rosa carl",
    "claims/claim/{claim}/publish/": "carl",
    "claims/claim/{claim}/unpublish/": "carl",
    "claims/claim/{claim}/hold/": "carl",
    "claims/claim/{claim}/published-review/": "ada carl",
    "claims/claim/{claim}/contact/": "ada rosa carl",
    "claims/claim/{claim}/complaint/": "ada rosa carl",
    "claims/claim/{claim}/note/": "ada rosa carl",
    "claims/claim/{draft}/contact/": "ada rosa carl",
    "claims/contactattempt/": "ada ben rosa carl olga",
    "claims/contactattempt/add/": "",
    "claims/complaint/": "ada ben rosa carl olga",
    "claims/complaint/add/": "",
    "claims/claim/export.csv": "ada ben rosa carl olga",
    "claims/importrun/": "ada rosa carl",
    "claims/importrun/add/": "ada rosa carl",
    "claims/seal/": "carl",
    "claims/story/add/": "ada rosa carl",
    "claims/claimant/add/": "ada rosa carl",
    "claims/topic/add/": "ada rosa carl",
    "duplicates/": "ada ben rosa carl olga",
    "claims/article/{article}/compare/": "ada ben rosa carl olga",
    "claims/source/add/": "ada rosa carl",
    "claims/capture/add/": "ada rosa carl",
    "claims/outlet/add/": "ada rosa carl olga",
    "claims/feed/": "ada ben rosa carl olga",
    "claims/feed/add/": "ada carl olga",
    "claims/feed/{feed}/pauses/": "ada carl olga",
    "claims/feed/import/": "ada carl olga",
    "claims/feed/export/": "ada ben rosa carl olga",
    "claims/user/": "carl",
    "claims/user/add/": "carl",
    "claims/user/{person}/password/": "carl",
    "claims/user/{person}/second-factor/": "carl",
    "claims/user/{person}/end-sessions/": "carl",
    "sign-ins/": "carl",
    "claims/apitoken/add/": "ada ben rosa carl olga",
    "claims/journalentry/": "ada ben rosa carl olga",
    "claims/journalentry/add/": "",
    "claims/statuschange/add/": "",
    "claims/suggestion/add/": "",
    "claims/derivation/add/": "",
}


@pytest.mark.parametrize(("path", "allowed"), PAGES.items())
def test_each_page_opens_for_those_in_the_table(path: str, allowed: str) -> None:
    people = (factories.ada(), factories.ben(), factories.rosa(), factories.carl(), factories.olga())
    ids = {
        "claim": factories.claim().pk,
        "draft": factories.claim(publication="draft").pk,
        "feed": factories.feed().pk,
        "person": factories.ben().pk,
        "story": factories.story().pk,
        "article": factories.article().pk,
    }
    opened = [who.username for who in people if _status(signed_in(who), path.format(**ids)) == 200]
    assert opened == [name for name in ("ada", "ben", "rosa", "carl", "olga") if name in allowed.split()]


def _status(client: Client, path: str) -> int:
    return client.get(f"/admin/{path}").status_code


@pytest.mark.parametrize("path", ["", "review/", "claims/claim/", "claims/claim/add/"])
def test_cy_is_sent_to_the_sign_in(path: str) -> None:
    answer = Client().get(f"/admin/{path}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
    assert Client().get(answer["Location"])["Location"].startswith("/account/login/")


def test_nobody_deletes_anything() -> None:
    chief = signed_in(factories.carl())
    claim = factories.claim()
    for noun, row in (("claim", claim.pk), ("user", factories.carl().pk), ("journalentry", 1)):
        assert chief.post(f"/admin/claims/{noun}/{row}/delete/", {"post": "yes"}).status_code in {403, 404, 302}
    assert Claim.objects.filter(pk=claim.pk).exists()
    assert all("delete_selected" not in (one.actions or ()) for one in admin.site._registry.values())


def test_ben_cannot_write_by_posting() -> None:
    ben, claim = signed_in(factories.ben()), factories.claim()
    suggestion = factories.suggestion(claim=claim)
    for path in (f"claims/claim/{claim.pk}/change/", f"claims/claim/{claim.pk}/status/", "claims/claim/add/"):
        assert ben.post(f"/admin/{path}", {"statement": "Mine"}).status_code == 403
    assert ben.post(f"/admin/review/{suggestion.pk}/", {"act": "for"}).status_code == 403
    assert ben.post(f"/admin/review/{suggestion.pk}/status/", {"reason": "So"}).status_code == 403
    claim.refresh_from_db()
    assert (claim.version, claim.status) == (1, "unverified")


def test_a_draft_is_nowhere_for_readers_and_operators() -> None:
    secret = "Unpublishable rumour about a minister"
    draft = factories.claim(statement=secret, publication="draft")
    suggestion = factories.suggestion(claim=draft)
    for person in (factories.ben(), factories.olga()):
        client = signed_in(person)
        paths = [
            "/admin/",
            "/admin/review/",
            "/admin/waiting/",
            "/admin/shift/",
            f"/admin/review/{suggestion.pk}/",
            page_of("claim", draft.pk),
            page_of("suggestion", suggestion.pk),
            *map(listed, NOUNS),
        ]
        for path in paths:
            assert secret not in client.get(path).content.decode()


def test_a_reporter_edits_drafts_only() -> None:
    rosa = signed_in(factories.rosa())
    draft = factories.claim(editor=factories.rosa())
    assert b"_save" in rosa.get(page_of("claim", draft.pk)).content
    assert b"_save" not in rosa.get(page_of("claim", factories.claim().pk)).content
