"""A table of claims is checked, shown, and recorded as drafts by whoever brought it; twice is once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from claims.analysis.claim_pairs import Pair, PairText
from claims.models import Claim, Claimant, ImportRun, JournalEntry, Rating, User
from claims.recording import import_work, imports
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import ImportPolicy, ImportState, JournalKind, Publication, Role
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply

pytestmark = pytest.mark.django_db

WELL = (
    "who,what,where,when\nThe ministry,Units are leaving,The Wire,2022-02-15\n"
    "NATO,No unit has left,The Wire,2022-02-15\n"
)
ONE_BAD = WELL + ",Nobody says this,The Wire,2022-02-15\n"


def noon() -> datetime:
    return NOON


def nothing_alike(texts: Sequence[PairText]) -> list[tuple[Pair, ...]]:
    return [()] * len(texts)


def opened(text: str = WELL, *, by: User | None = None, **values: Any) -> ImportRun:
    run = imports.open_content(content=text.encode(), editor=by or factories.rosa(), now=NOON, **values)
    return work(run)


def work(run: ImportRun, **values: Any) -> ImportRun:
    import_work.advance(run_id=run.pk, clock=noon, **{"alike": nothing_alike, **values})
    run.refresh_from_db()
    return run


def started(run: ImportRun, policy: str = ImportPolicy.LEAVE_OUT, **values: Any) -> ImportRun:
    given = {"leaves_out_alike": True, "editor": run.by, "now": NOON, **values}
    imports.start(run=run, policy=policy, **given)
    return work(run)


def test_nothing_is_recorded_before_it_is_started() -> None:
    run = opened()
    assert (run.state, run.row_count, run.checked_count) == (ImportState.PREVIEW, 2, 2)
    assert not Claim.objects.exists()


def test_each_row_becomes_a_draft_of_the_importer_with_its_own_entries() -> None:
    run = started(opened())
    assert (run.state, run.recorded_count, run.left_out_count) == (ImportState.DONE, 2, 0)
    claim = Claim.objects.get(statement="Units are leaving")
    said = claim.appearances.get()
    assert (claim.publication, claim.created_by.username, claim.status) == (Publication.DRAFT, "rosa", "unverified")
    assert (str(said.claimant), str(said.outlet), said.appeared_precision) == ("The ministry", "The Wire", "day")
    kinds = list(JournalEntry.objects.filter(claim=claim).order_by("number").values_list("kind", flat=True))
    assert kinds == [JournalKind.CLAIM_RECORDED, JournalKind.APPEARANCE_RECORDED]
    assert set(JournalEntry.objects.filter(claim=claim).values_list("actor__username", flat=True)) == {"rosa"}


def test_the_import_itself_is_in_the_journal_without_a_word_of_its_drafts() -> None:
    run = started(opened(name="ministers-secret.csv"))
    entries = JournalEntry.objects.filter(subject_id=run.public_id).order_by("number")
    assert [one.kind for one in entries] == ["import.opened", "import.started", "import.finished"]
    assert entries[2].after == {"recorded": 2, "left_out": 0}
    assert "ministers-secret" not in str([(one.before, one.after, one.reason) for one in entries])


def test_every_field_of_a_row_is_kept() -> None:
    story = factories.story(title="Withdrawal")
    header = (
        "claimant,claimant_kind,role,statement,quotation,kind,hedge,outlet,url,channel,appeared_at,appeared_zone,story"
    )
    more = ",criteria,language,notes,speaks_about_from"
    cells = "M,body,relayed,Units leave,“We go”,promise,planned,W,https://w.example/1,wire,2022-02-15 09:30,Europe/Kyiv"
    rest = ",withdrawal,Pictures,uk,Ask,2022-03-01"
    started(opened(f"{header}{more}\n{cells}{rest}\n"))
    claim = Claim.objects.get()
    said, criterion = claim.appearances.get(), claim.criteria.get()
    assert (claim.kind, claim.quotation, claim.story, claim.language, claim.notes) == (
        *("promise", "“We go”"),
        *(story, "uk", "Ask"),
    )
    assert (said.role, said.hedge, said.channel, said.url) == ("relayed", "planned", "wire", "https://w.example/1")
    assert (said.appeared_at.isoformat() if said.appeared_at else "", said.appeared_zone, said.appeared_precision) == (
        *("2022-02-15T07:30:00+00:00", "Europe/Kyiv"),
        "minute",
    )
    assert (str(said.claimant), said.claimant.kind if said.claimant else "") == ("M", "body")
    assert criterion.statement == "Pictures"
    assert claim.speaks_about_from is not None


def test_a_known_name_is_not_written_down_again() -> None:
    known = factories.claimant(name="the ministry")
    started(opened())
    assert Claimant.objects.filter(name__iexact="the ministry").get() == known


def test_a_merged_claimant_is_the_one_it_was_merged_into() -> None:
    whole = factories.claimant(name="Ministry of Defence")
    Claimant.objects.filter(pk=factories.claimant(name="The ministry").pk).update(merged_into=whole)
    started(opened())
    assert Claim.objects.get(statement="Units are leaving").appearances.get().claimant == whole


def test_a_bad_row_says_what_is_wrong_beside_it() -> None:
    run = opened(ONE_BAD)
    row = run.rows.bad().get()
    assert row.number == 4
    assert row.problems == [["claimant", "Say who said it: only a headline implies a claim without a claimant."]]


def test_all_or_nothing_records_nothing_while_a_row_is_bad() -> None:
    run = opened(ONE_BAD)
    with pytest.raises(Refused, match="Nothing is recorded, for 1 of the rows cannot be"):
        started(run, ImportPolicy.ALL_OR_NOTHING)
    run.refresh_from_db()
    assert run.state == ImportState.PREVIEW
    assert not Claim.objects.exists()


def test_bad_rows_are_left_out_where_that_is_chosen() -> None:
    run = started(opened(ONE_BAD))
    assert (run.recorded_count, run.left_out_count) == (2, 1)
    assert run.rows.get(number=4).cells[1] == "Nobody says this"


def test_who_said_it_may_be_given_for_rows_that_do_not_say() -> None:
    run = opened(ONE_BAD)
    mapping = {int(place): name for place, name in run.mapping.items()}
    imports.set_columns(run=run, mapping=mapping, claimant="A spokesman", editor=run.by, now=NOON)
    work(run)
    assert not run.rows.bad().exists()
    assert started(run, ImportPolicy.ALL_OR_NOTHING).recorded_count == 3


def test_columns_that_were_not_recognised_wait_to_be_chosen() -> None:
    run = opened("a,b\nThe ministry,Units are leaving\n")
    assert (run.state, run.mapping) == (ImportState.PREVIEW, {})
    with pytest.raises(Refused, match="Choose the column that holds the statement"):
        imports.set_columns(run=run, mapping={0: "claimant"}, editor=run.by, now=NOON)
    with pytest.raises(Refused, match="Two columns hold “Statement”"):
        imports.set_columns(run=run, mapping={0: "statement", 1: "statement"}, editor=run.by, now=NOON)
    imports.set_columns(run=run, mapping={0: "claimant", 1: "statement"}, editor=run.by, now=NOON)
    assert work(run).state == ImportState.PREVIEW
    assert started(run).recorded_count == 1


def test_a_table_whose_statement_was_not_recognised_cannot_be_started() -> None:
    run = opened("who,b\nThe ministry,Units are leaving\n")
    assert (run.state, run.mapping) == (ImportState.PREVIEW, {"0": "claimant"})
    with pytest.raises(Refused, match="choose the column that holds the statement"):
        started(run)


def test_a_row_that_says_what_an_earlier_one_says_is_left_out_unless_it_is_wanted() -> None:
    twice = WELL + "Another,UNITS are leaving!,The Wire,2022-02-15\n"
    run = opened(twice)
    assert (run.rows.alike().get().number, run.rows.alike().get().same_as) == (4, 2)
    assert started(run).recorded_count == 2
    again = opened(twice)
    assert started(again, leaves_out_alike=False).recorded_count == 3


def test_starting_twice_is_starting_once() -> None:
    run = opened()
    for _ in range(2):
        imports.start(run=run, policy="leave_out", leaves_out_alike=True, editor=run.by, now=NOON)
    for _ in range(3):
        work(run)
    imports.start(run=run, policy="leave_out", leaves_out_alike=True, editor=run.by, now=NOON)
    assert Claim.objects.count() == 2
    assert JournalEntry.objects.filter(kind=JournalKind.IMPORT_STARTED).count() == 1


def test_the_same_bytes_again_name_the_import_before() -> None:
    first = started(opened())
    assert imports.opened_before(opened()) == first


def test_only_who_brought_it_decides_and_a_chief_may_discard() -> None:
    run = opened()
    for stranger in (factories.ada(), factories.carl()):
        with pytest.raises(NotAllowed):
            imports.start(run=run, policy="leave_out", leaves_out_alike=True, editor=stranger, now=NOON)
    with pytest.raises(NotAllowed):
        imports.discard(run=run, editor=factories.ada(), now=NOON)
    imports.discard(run=run, editor=factories.carl(), now=NOON)
    run.refresh_from_db()
    assert (run.state, run.rows.count()) == (ImportState.DISCARDED, 0)


def test_readers_and_operators_import_nothing() -> None:
    for person in (factories.ben(), factories.olga()):
        with pytest.raises(NotAllowed):
            imports.open_content(content=WELL.encode(), editor=person, now=NOON)


def test_an_importer_who_lost_the_right_stops_the_import_and_it_goes_on_later() -> None:
    run = opened()
    imports.start(run=run, policy="leave_out", leaves_out_alike=True, editor=run.by, now=NOON)
    User.objects.filter(pk=run.by_id).update(role=Role.READER)
    assert work(run).state == ImportState.STOPPED
    assert run.stopped_because == "Rosa may not record claims any more."
    User.objects.filter(pk=run.by_id).update(role=Role.REPORTER)
    run = ImportRun.objects.get(pk=run.pk)
    imports.resume(run=run, editor=run.by, now=NOON)
    assert (work(run).state, run.recorded_count) == (ImportState.DONE, 2)


def test_what_was_recorded_keeps_no_second_copy_of_its_cells() -> None:
    run = started(opened())
    assert [row.cells for row in run.rows.all()] == [[], []]


def test_reviews_at_an_address_become_drafts_with_a_note_and_no_verdict() -> None:
    url = "https://check.example/1"
    block = (
        '{"@type": "ClaimReview", "url": "https://check.example/1", "claimReviewed": "Units are leaving", "author": '
        '{"name": "Check It"}, "itemReviewed": {"author": {"name": "The ministry"}}, '
        '"reviewRating": {"alternateName": "False"}}'
    )
    web = FakeWeb({url: reply(f'<script type="application/ld+json">{block}</script>')})
    run = imports.open_address(url="check.example/1", editor=factories.rosa(), now=NOON, fetch=web)
    assert not Claim.objects.exists()
    started(work(run))
    claim = Claim.objects.get()
    assert claim.notes == "Reviewed by Check It: “False”. https://check.example/1"
    assert (claim.status, claim.rating, claim.reviews.count()) == ("unverified", None, 0)
    assert Rating.objects.filter(label="False").exists()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://nowhere.example/", "The server answered 404."),
        ("ftp://x", "The address must start with http:// or https://."),
        ("https://plain.example/", "There is no ClaimReview in it that says which claim was reviewed."),
    ],
)
def test_an_address_without_reviews_is_answered_in_a_sentence(url: str, sentence: str) -> None:
    web = FakeWeb({"https://plain.example/": reply("<p>Nothing</p>")})
    with pytest.raises(Refused, match=sentence):
        imports.open_address(url=url, editor=factories.rosa(), now=NOON, fetch=web)
    assert not ImportRun.objects.exists()
