"""Two rows turn out to be one: the duplicate points at the other, history stays, and it can be undone."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from claims.models import Appearance, Claimant, ClaimWording, JournalEntry, Outlet, Source
from claims.recording import affiliations, claimants, merges
from claims.refusals import NotAllowed, Refused, Stale
from claims.vocabulary import ClaimantKind, JournalKind, Naming
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
MAKE = {"claimant": factories.claimant, "outlet": factories.outlet, "source": factories.source}


def merge(duplicate: Any, into: Any, **given: Any) -> Any:
    said = {"reason": "One desk", "editor": factories.ada(), "now": NOON, **given}
    return merges.merge(duplicate=duplicate, into=into, **said)


def undo(duplicate: Any, **given: Any) -> Any:
    return merges.undo(duplicate=duplicate, **{"reason": "Two", "editor": factories.ada(), "now": NOON, **given})


@pytest.mark.parametrize("noun", MAKE)
def test_the_duplicate_points_at_the_other_and_an_undo_sets_it_back(noun: str) -> None:
    one, twin = MAKE[noun](), MAKE[noun]()
    assert merge(twin, one).survivor == one
    entry = JournalEntry.objects.get(kind=f"{noun}.merged")
    assert (entry.subject_id, entry.after, entry.reason) == (
        twin.public_id,
        {"merged_into": str(one.public_id), "with": []},
        "One desk",
    )
    assert undo(twin).survivor == twin
    twin.refresh_from_db()
    assert twin.merged_into is None
    assert JournalEntry.objects.get(kind=f"{noun}.unmerged").before == {"merged_into": str(one.public_id)}


def test_nothing_that_names_the_duplicate_is_changed() -> None:
    one, twin = factories.claimant(), factories.claimant()
    said = factories.appearance(claimant=twin)
    merge(twin, one)
    assert Appearance.objects.get(pk=said.pk).claimant == twin


def test_what_was_merged_into_a_duplicate_follows_it_and_comes_back() -> None:
    a, b, c = (factories.claimant() for _ in range(3))
    merge(a, b)
    merge(b, c)
    a.refresh_from_db()
    assert a.merged_into == c
    assert JournalEntry.objects.filter(kind="claimant.merged").latest("number").after["with"] == [str(a.public_id)]
    undo(b)
    a.refresh_from_db()
    assert a.merged_into == b


def test_who_was_merged_by_an_act_of_its_own_since_stays_where_it_is() -> None:
    a, b, c = (factories.claimant() for _ in range(3))
    merge(a, b)
    merge(b, c)
    undo(a)
    merge(a, c)
    undo(b)
    a.refresh_from_db()
    assert a.merged_into == c


def test_no_circle_and_nothing_into_itself() -> None:
    a, b, c = (factories.outlet() for _ in range(3))
    merge(a, b)
    with pytest.raises(Refused, match="itself merged into"):
        merge(b, a)
    with pytest.raises(Refused, match="merged already"):
        merge(a, c)
    with pytest.raises(Refused, match="into itself"):
        merge(c, c)
    assert not Outlet.objects.filter(merged_into__merged_into__isnull=False).exists()


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        (("person", "body"), "mend the kind first"),
        (("unnamed", "person"), "not named"),
        (("person", "unnamed"), "not named"),
    ],
)
def test_claimants_of_two_kinds_are_two(kinds: tuple[str, str], sentence: str) -> None:
    duplicate, into = (factories.claimant(kind=ClaimantKind(kind)) for kind in kinds)
    with pytest.raises(Refused, match=sentence):
        merge(duplicate, into)


def test_who_speaks_for_the_other_is_not_the_other() -> None:
    who, body = factories.claimant(), factories.claimant()
    affiliations.record(claimant=who, organisation=body, editor=factories.ada(), now=NOON)
    with pytest.raises(Refused, match="speaks for the other"):
        merge(body, who)


def test_a_source_at_risk_is_merged_with_nobody() -> None:
    sealed = factories.source(name="A clerk", naming=Naming.RESTRICTED, readers=[factories.ada()])
    for pair in ((sealed, factories.source()), (factories.source(), sealed)):
        with pytest.raises(Refused, match="would tell who it is"):
            merge(*pair)
    assert not Source.objects.exclude(merged_into=None).exists()


def test_merging_and_undoing_have_a_reason() -> None:
    one, twin = factories.claimant(), factories.claimant()
    with pytest.raises(Refused, match="how you know"):
        merge(twin, one, reason=" ")
    with pytest.raises(Refused, match="not merged"):
        undo(twin)
    merge(twin, one)
    with pytest.raises(Refused, match="why"):
        undo(twin, reason="")


@pytest.mark.parametrize("person", [factories.ben, factories.rosa, factories.olga])
def test_only_editors_merge(person: Any) -> None:
    one, twin = factories.claimant(), factories.claimant()
    with pytest.raises(NotAllowed):
        merge(twin, one, editor=person())
    with pytest.raises(NotAllowed):
        merges.keep_apart(one=one, other=twin, reason="Two", editor=person(), now=NOON)


def test_who_opened_the_form_before_somebody_else_acted_is_told() -> None:
    one, twin = factories.claimant(), factories.claimant()
    seen = JournalEntry.objects.newest_number_about(twin)
    claimants.edit(claimant=twin, name="Somebody else", editor=factories.carl(), now=NOON)
    with pytest.raises(Stale, match="Carl changed this"):
        merge(twin, one, seen=seen)


def test_claims_of_a_merged_claimant_are_compared_again() -> None:
    one, twin = factories.claimant(), factories.claimant()
    said = factories.appearance(claimant=twin)
    ClaimWording.objects.update(compared_with="a model")
    merge(twin, one)
    wording = ClaimWording.objects.get(claim=said.claim)
    newest = JournalEntry.objects.latest("number")
    assert (wording.compared_with, wording.worded_number) == ("", newest.number)


def test_two_that_are_kept_apart_are_one_line_of_the_journal() -> None:
    one, twin = factories.claimant(), factories.claimant()
    with pytest.raises(Refused):
        merges.keep_apart(one=one, other=twin, reason="", editor=factories.ada(), now=NOON)
    entry = merges.keep_apart(one=one, other=twin, reason="Brothers", editor=factories.ada(), now=NOON)
    assert (entry.kind, entry.after) == (JournalKind.CLAIMANT_KEPT_APART, {"apart_from": str(twin.public_id)})


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's writers wait for each other")
@pytest.mark.django_db(transaction=True)
def test_two_halves_of_a_circle_are_not_made_side_by_side() -> None:
    one, twin, editor = factories.claimant(), factories.claimant(), factories.ada()

    def join(pair: tuple[Claimant, Claimant]) -> bool:
        try:
            merges.merge(duplicate=pair[0], into=pair[1], reason="One", editor=editor, now=NOON)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    pairs = [tuple(Claimant.objects.get(pk=row.pk) for row in pair) for pair in ((one, twin), (twin, one))]
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(join, pairs)) == [False, True]
