"""A list of the desk leaves as a file: what its filters leave and the person sees, and nothing restricted."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Coalesce
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, ImportRun
from claims.publishing import tables
from claims.publishing.table_layouts import LAYOUTS
from claims.recording import captures, criteria, import_work, imports, sources
from claims.verification import statuses
from claims.vocabulary import Naming, Visibility
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import NOON
from tests.recording.test_importing_claims import nothing_alike

pytestmark = pytest.mark.django_db
SECRET = "a nurse in the second hospital"


def told(client: Client, noun: str, ending: str = "csv", **asked: str) -> str:
    answer: Any = client.get(f"/admin/claims/{noun}/export.{ending}", asked)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{noun}.{ending}"'
    return b"".join(answer.streaming_content).decode()


def rows(client: Client, noun: str, **asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(told(client, noun, **asked).removeprefix("\ufeff"))))


def test_the_filters_of_the_list_hold_for_its_file() -> None:
    factories.claim(statement="A promise", kind="promise")
    factories.claim(statement="A fact about grain")
    ada = signed_in(factories.ada())
    assert [one["statement"] for one in rows(ada, "claim", kind__exact="promise")] == ["A promise"]
    assert [one["statement"] for one in rows(ada, "claim", q="grain", p="7")] == ["A fact about grain"]
    assert "/admin/claims/claim/export.csv?q=grain" in ada.get("/admin/claims/claim/?q=grain").content.decode()


def test_a_filter_that_is_not_known_is_answered_as_the_list_answers_it() -> None:
    answer = signed_in(factories.ada()).get("/admin/claims/claim/export.csv?nonsense__x=1")
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/claims/claim/?e=1"


def test_json_lines_hold_the_values_as_they_are_kept() -> None:
    factories.claim(statement="=1+1 is “two”", notes="-x")
    (line,) = told(signed_in(factories.ada()), "claim", "jsonl").splitlines()
    assert (json.loads(line)["statement"], json.loads(line)["version"]) == ("=1+1 is “two”", 1)


def test_no_cell_is_computed_by_a_spreadsheet() -> None:
    factories.claim(statement="=HYPERLINK(1)", quotation="+1", notes="@SUM(A1)")
    (row,) = rows(signed_in(factories.ada()), "claim")
    assert (row["statement"], row["quotation"], row["notes"]) == ("'=HYPERLINK(1)", "'+1", "'@SUM(A1)")


def test_what_was_exported_is_imported_as_it_was() -> None:
    claim = factories.claim(
        statement="+5 % more grain, says the “minister”", quotation="-five-", kind="quantity", publication="draft"
    )
    said = factories.appearance(
        claim=claim, claimant=factories.claimant(name="@minister"), appeared_zone="Europe/Kyiv", hedge="could"
    )
    for line in ("Customs figures", "A harvest report"):
        criteria.record(claim=claim, statement=line, editor=factories.ada(), now=NOON)
    exported = told(signed_in(factories.ada()), "claim")
    run = imports.open_content(content=exported.encode(), editor=factories.rosa(), now=NOON)
    assert advanced(run).rows.bad().count() == 0
    imports.start(run=run, policy="all_or_nothing", leaves_out_alike=False, editor=run.by, now=NOON)
    advanced(run)
    again = Claim.objects.exclude(pk=claim.pk).get()
    appeared = again.appearances.get()
    kept = ("statement", "quotation", "kind", "language", "notes")
    assert {name: getattr(again, name) for name in kept} == {name: getattr(claim, name) for name in kept}
    assert (appeared.claimant, appeared.hedge, appeared.appeared_precision) == (said.claimant, "could", "day")
    assert [one.statement for one in again.criteria.order_by("pk")] == ["Customs figures", "A harvest report"]


def advanced(run: ImportRun) -> ImportRun:
    import_work.advance(run_id=run.pk, clock=lambda: NOON, alike=nothing_alike)
    return run


def test_a_draft_is_in_no_file_of_a_reader_or_an_operator() -> None:
    draft = factories.claim(statement="Unpublishable rumour", publication="draft")
    factories.suggestion(claim=draft)
    factories.evidence(claim=draft)
    for person in (factories.ben(), factories.olga()):
        for noun in ("claim", "suggestion", "evidence", "journalentry", "statuschange", "decision"):
            for ending in ("csv", "jsonl"):
                assert "Unpublishable" not in told(signed_in(person), noun, ending)


def test_restricted_text_is_in_no_file_even_of_those_who_may_open_it() -> None:
    ada, claim = factories.ada(), factories.claim()
    source = sources.record(name=SECRET, naming=Naming.RESTRICTED, readers=[ada], editor=ada, now=NOON)
    factories.evidence(
        claim=claim, source=source, visibility=Visibility.RESTRICTED, readers=[ada], note=f"Met {SECRET}"
    )
    captures.record(
        kind="typed",
        content=SECRET.encode(),
        media_type="text/plain",
        shows=SECRET,
        readers=[ada],
        editor=ada,
        now=NOON,
    )
    factories.evidence(claim=claim)
    client = signed_in(ada)
    for model in LAYOUTS:
        for ending in ("csv", "jsonl"):
            assert SECRET not in told(client, str(model._meta.model_name), ending)
    assert [one["visibility"] for one in rows(client, "evidence")] == ["public"]
    assert rows(client, "capture") == []


def test_a_story_with_several_notes_is_one_row_without_them() -> None:
    story = factories.story(background="It began in February.")
    for text in ("Ask NATO.", "Nobody answers."):
        factories.note(story=story, text=text)
    (row,) = rows(signed_in(factories.ada()), "story")
    assert row["background"] == "It began in February."
    assert "notes" not in row


def _of(path: Coalesce) -> list[str]:
    """What an expression reads."""
    return [one.name for one in path.get_source_expressions()]


@pytest.mark.parametrize("model", LAYOUTS)
def test_no_column_makes_several_rows_of_one(model: Any) -> None:
    asked = [one for path in LAYOUTS[model].paths for one in ([path] if isinstance(path, str) else _of(path))]
    steps_of = [path.split("__") for path in asked if path != "pk"]
    for steps in (one for one in steps_of if one[0] not in LAYOUTS[model].relations):
        owner: Any = model
        for step in steps:
            field = owner._meta.get_field(step)
            assert field.one_to_one or field.many_to_one or not field.is_relation, steps
            owner = field.related_model or owner


def test_lists_of_people_tokens_and_seals_are_not_handed_on() -> None:
    chief = signed_in(factories.carl())
    for noun in ("user", "apitoken", "seal"):
        assert chief.get(f"/admin/claims/{noun}/export.csv").status_code != 200


def test_a_status_change_keeps_since_when_no_more_exact_than_it_is_known() -> None:
    claim = factories.claim()
    evidence = factories.evidence(claim=claim)
    statuses.change(claim_id=claim.pk, to="disputed", reason="So.", evidence=evidence, editor=factories.ada(), now=NOON)
    (row,) = rows(signed_in(factories.ada()), "statuschange")
    assert (row["to_status"], row["reason"], row["effective_at"]) == ("disputed", "So.", "2022-02-15")


MAKE: dict[str, Callable[[], object]] = {
    "claim": lambda: factories.appearance(claim=factories.claim(story=factories.story())),
    "evidence": lambda: factories.evidence(claim=factories.claim()),
    "suggestion": factories.suggestion,
}


@pytest.mark.parametrize("noun", MAKE)
def test_a_file_asks_as_often_for_many_rows_as_for_two(noun: str) -> None:
    client = signed_in(factories.ada())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            told(client, noun)
        return len(queries)

    for _ in range(2):
        MAKE[noun]()
    few = asked()
    for _ in range(20):
        MAKE[noun]()
    assert asked() == few


def test_a_long_list_is_read_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS_AT_A_TIME", 2)
    for _ in range(6):
        factories.claim()
    with CaptureQueriesContext(connection) as queries:
        lines = tables.as_jsonl(Claim.objects.all())
        next(lines)
        at_first = len(queries)
        assert len(list(lines)) == 5
    assert at_first < len(queries), "what belongs to the later rows was asked later"
