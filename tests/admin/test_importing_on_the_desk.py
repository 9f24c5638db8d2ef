"""A table is brought, looked at with its errors beside the rows, decided on, and watched while it is recorded."""

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import tasks
from claims.matching import claim_pairs
from claims.models import Claim, ImportRun, JournalEntry
from claims.recording import imports
from claims.vocabulary import ImportState, JournalKind
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.recording.test_importing_claims import ONE_BAD, WELL

pytestmark = pytest.mark.django_db
ADD = "/admin/claims/importrun/add/"


@pytest.fixture
def rosa() -> Client:
    return signed_in(factories.rosa())


def bring(client: Client, text: str | bytes = WELL, name: str = "claims.csv", **given: str) -> Any:
    content = text.encode() if isinstance(text, str) else text
    return client.post(ADD, {"file": SimpleUploadedFile(name, content), "has_header": "on", **given})


def brought(client: Client, text: str = WELL) -> ImportRun:
    assert bring(client, text).status_code == 302
    return ImportRun.objects.latest("pk")


def page_of(run: ImportRun) -> str:
    return f"/admin/claims/importrun/{run.pk}/change/"


def shown(client: Client, run: ImportRun, **asked: str) -> str:
    return client.get(page_of(run), asked).content.decode()


def decide(client: Client, run: ImportRun, act: str = "start", **given: str) -> Any:
    return client.post(page_of(run), {"act": act, "policy": "leave_out", "leaves_out_alike": "on", **given})


def test_a_short_table_is_checked_while_its_reader_waits(rosa: Client) -> None:
    run = brought(rosa, ONE_BAD)
    page = shown(rosa, run)
    assert run.state == ImportState.PREVIEW
    assert "2 rows can be recorded, 1 cannot" in page
    assert "Who said it: Say who said it: only a headline implies a claim without a claimant." in page
    assert 'id="row-4"' in page
    assert 'id="row-2"' not in page, "the rows that cannot be recorded are shown first"
    assert 'id="row-2"' in shown(rosa, run, show="all")
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffid;who;what\r\n7;NATO;No unit has left\r\n7;The ministry;Units are leaving\r\n".encode(),
        b'{"id": 7, "who": "NATO", "what": "No unit has left"}\n{"id": 7, "who": "A", "what": "Units are leaving"}\n',
        "id\twho\twhat\n7\tNATO\tNo unit has left\n7\tA\tUnits are leaving\n".encode("utf-16"),
    ],
)
def test_a_mark_semicolons_and_ids_that_stand_twice_do_no_harm(rosa: Client, content: bytes) -> None:
    assert bring(rosa, content).status_code == 302
    run = ImportRun.objects.get()
    decide(rosa, run, policy="all_or_nothing")
    tasks.run_import(import_id=run.pk)
    assert Claim.objects.count() == 2


def test_a_file_of_an_older_spreadsheet_is_read_with_the_letters_that_are_chosen(rosa: Client) -> None:
    content = "хто;що\nНАТО;Жодна частина не пішла\n".encode("cp1251")
    refused = bring(rosa, content)
    assert "choose how its letters are kept" in refused.content.decode()
    assert bring(rosa, content, encoding="Windows-1251").status_code == 302
    assert ImportRun.objects.get().rows.get().cells == ["НАТО", "Жодна частина не пішла"]


def test_letters_that_nobody_offers_are_refused(rosa: Client) -> None:
    assert bring(rosa, WELL, encoding="punycode").status_code == 200
    assert not ImportRun.objects.exists()


def test_a_cell_of_a_megabyte_spoils_its_row_and_no_other(rosa: Client) -> None:
    long = json.dumps({"who": "NATO", "what": "x" * 1_000_000})
    assert bring(rosa, f'{long}\n{{"who": "NATO", "what": "No unit has left"}}\n').status_code == 302
    page = shown(rosa, ImportRun.objects.get())
    assert "A cell is longer than 50000 characters." in page
    assert "1 row can be recorded, 1 cannot" in page


def test_cells_are_pasted_as_from_a_spreadsheet(rosa: Client) -> None:
    cells = "Who said it\tStatement\nNATO\tNo unit has left\n"
    assert rosa.post(ADD, {"cells": cells, "has_header": "on"}).status_code == 302
    assert ImportRun.objects.get().mapping == {"0": "claimant", "1": "statement"}


def test_columns_are_corrected_on_the_page(rosa: Client) -> None:
    run = brought(rosa, "who,b\nNATO,No unit has left\n")
    assert "No column was recognised as the statement" in shown(rosa, run)
    assert "Record as drafts" not in shown(rosa, run)
    wrong = decide(rosa, run, "columns", column_0="statement", column_1="statement")
    assert "Two columns hold “Statement”: leave one of them out." in wrong.content.decode()
    decide(rosa, run, "columns", column_0="claimant", column_1="statement")
    assert "1 row can be recorded" in shown(rosa, run)


def test_all_or_nothing_says_why_it_records_nothing(rosa: Client) -> None:
    run = brought(rosa, ONE_BAD)
    page = decide(rosa, run, policy="all_or_nothing").content.decode()
    assert "Nothing is recorded, for 1 of the rows cannot be: mend them, or choose to leave them out." in page


def test_it_is_recorded_by_a_worker_and_its_page_says_how_it_goes(rosa: Client) -> None:
    run = brought(rosa, ONE_BAD)
    assert decide(rosa, run).status_code == decide(rosa, run).status_code == 302
    page = shown(rosa, run)
    assert "0 of 3 rows are recorded, 1 are left out." in page
    assert f'hx-get="/admin/claims/importrun/{run.pk}/progress/"' in page
    tasks.run_import(import_id=run.pk)
    progress = rosa.get(f"/admin/claims/importrun/{run.pk}/progress/")
    assert "Done: 2 claims are recorded as drafts, 1 row is left out." in progress.content.decode()
    assert progress["HX-Refresh"] == "true"
    assert JournalEntry.objects.filter(kind=JournalKind.IMPORT_STARTED).count() == 1
    listed = rosa.get("/admin/claims/claim/", {"imported_by": run.pk}).content.decode()
    assert "Units are leaving" in listed


def test_the_rows_left_out_are_a_file_with_their_reasons(rosa: Client) -> None:
    run = brought(rosa, ONE_BAD.replace("Nobody says this", "+5 percent"))
    decide(rosa, run)
    tasks.run_import(import_id=run.pk)
    answer: Any = rosa.get(f"/admin/claims/importrun/{run.pk}/left-out.csv")
    content = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["what"], row["row"]) == ("'+5 percent", "4")
    assert row["why"].startswith("Who said it: Say who said it")


def test_a_claim_that_is_recorded_already_is_shown_at_its_row_and_left_out(rosa: Client) -> None:
    recorded = factories.claim(statement="Some units of the western guard are leaving for their barracks")
    claim_pairs.compare(claim_id=recorded.pk, now=NOON)
    run = brought(rosa, f"who,what\nThe ministry,{recorded.statement}\nNATO,Nothing has moved on the ground\n")
    page = shown(rosa, run)
    assert "1 of them is recorded already, it seems" in page
    assert f"/admin/claims/claim/{recorded.pk}/change/" in page
    decide(rosa, run)
    tasks.run_import(import_id=run.pk)
    assert Claim.objects.count() == 2


def test_the_same_file_again_says_who_brought_it_before(rosa: Client) -> None:
    run = brought(rosa)
    decide(rosa, run)
    tasks.run_import(import_id=run.pk)
    assert "Rosa brought the very same on" in shown(rosa, brought(rosa))


def test_reviews_of_another_newsroom_are_looked_at_before_anything_is_kept(
    rosa: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://check.example/1"
    block = '{"@type": "ClaimReview", "claimReviewed": "Units are leaving", "reviewRating": {"alternateName": "False"}}'
    web = FakeWeb({url: reply(f'<script type="application/ld+json">{block}</script>')})
    monkeypatch.setattr(tasks, "politely", lambda: web)
    assert rosa.post(ADD, {"url": url}).status_code == 302
    run = ImportRun.objects.get()
    assert "Another newsroom&#x27;s review: its rating: <b>False</b>" in shown(rosa, run)
    assert not Claim.objects.exists()
    refused = rosa.post(ADD, {"url": "https://nowhere.example/"})
    assert "The server answered 404." in refused.content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The submitted file is empty."),
        (b"who,what\n", "It has no rows under its first one."),
        (b"PK\x03\x04rest", "This is a xlsx file, no table as text"),
        (b"who,what\nA,\x00b\n", "it holds zero bytes"),
        ("who,what\nА,Ні\n".encode("cp1251"), "The file is not in UTF-8 (line 2 has other bytes)"),
        (b"what\n" + b"a\n" * 100_000, "It has more than 20000 rows: import it in parts."),
        (b"x" * (11 * 1024 * 1024), "The file is larger than 10 MB: import it in parts."),
        (b"<p>No markup</p>", "There is no ClaimReview in it"),
        (b'{"what": ' * 5000, "holds no object"),
    ],
)
def test_hostile_input_is_answered_in_a_sentence(rosa: Client, content: bytes, sentence: str) -> None:
    answer = bring(rosa, content)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_what_a_table_says_stays_text(rosa: Client) -> None:
    run = brought(rosa, "who,what\n<script>alert(1)</script>,<img src=x onerror=alert(1)>\n,=1+1\n")
    page = shown(rosa, run, show="all")
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "is a formula: export its value as text." in page


def test_one_thing_is_brought_at_a_time(rosa: Client) -> None:
    assert "Choose a file, paste cells" in rosa.post(ADD, {}).content.decode()
    both = rosa.post(ADD, {"cells": "what\nx", "url": "https://a.example/"}).content.decode()
    assert "Bring one thing at a time" in both


def test_an_import_of_somebody_else_is_as_one_that_never_was(rosa: Client) -> None:
    run = brought(rosa)
    ada, chief = signed_in(factories.ada()), signed_in(factories.carl())
    for path in (page_of(run), f"/admin/claims/importrun/{run.pk}/progress/"):
        assert ada.get(path).status_code == 404
        assert ada.get(path).content == ada.get(path.replace(f"/{run.pk}/", "/999999/")).content
    assert ada.get(f"/admin/claims/importrun/{run.pk}/left-out.csv").status_code == 404
    assert "claims.csv" not in ada.get("/admin/claims/importrun/").content.decode()
    assert chief.get(page_of(run)).status_code == 200
    assert decide(chief, run).status_code == 200, "a chief looks, and discards; the claims are hers who brought them"
    assert decide(chief, run, "discard").status_code == 302


def test_readers_and_operators_have_no_imports() -> None:
    for person in (factories.ben(), factories.olga()):
        client = signed_in(person)
        for path in (ADD, "/admin/claims/importrun/"):
            assert client.get(path).status_code == 403
        assert "Import claims" not in client.get("/admin/claims/claim/").content.decode()


def test_a_page_asks_as_often_for_many_rows_as_for_two(rosa: Client) -> None:
    def asked(rows: int) -> int:
        table = "who,what\n" + "".join(f"The ministry,Bridge {n} is closed\n" for n in range(rows))
        run = imports.open_content(content=table.encode(), editor=factories.rosa(), now=NOON)
        tasks.run_import(import_id=run.pk)
        with CaptureQueriesContext(connection) as queries:
            assert rosa.get(page_of(run)).status_code == 200
        return len(queries)

    few = asked(2)
    assert asked(120) == few <= 15
