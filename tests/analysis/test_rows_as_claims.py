"""A row is read as a claim; what is wrong with it is said beside it, a sentence each."""

from datetime import UTC, datetime

import pytest

from claims.analysis import import_columns
from claims.analysis.import_rows import ClaimRow, read_row

NOW = datetime(2022, 2, 20, 12, 0, tzinfo=UTC)
WELL = {"statement": "Units are leaving", "claimant": "The ministry"}


def problems(**cells: str) -> list[tuple[str, str]]:
    return [(one.field, one.sentence) for one in read_row({**WELL, **cells}, now=NOW)[1]]


def row(**cells: str) -> ClaimRow:
    read, wrong = read_row({**WELL, **cells}, now=NOW)
    assert wrong == ()
    return read


def test_who_and_what_are_enough() -> None:
    read = row()
    assert (read.statement, read.claimant, read.kind, read.role, read.channel) == (
        *("Units are leaving", "The ministry"),
        *("fact", "said", "web"),
    )


def test_the_newsrooms_words_are_known_by_name_and_by_label() -> None:
    read = row(kind="Prediction", role="implied by a headline", hedge=" COULD ", channel="social media")
    assert (read.kind, read.role, read.hedge, read.channel) == ("prediction", "implied", "could", "social")


def test_criteria_stand_one_a_line() -> None:
    assert row(criteria="Satellite pictures\n\nA count\n").criteria == ("Satellite pictures", "A count")


def test_who_said_it_may_be_given_for_all_rows() -> None:
    read, wrong = read_row({"statement": "Units are leaving"}, now=NOW, claimant="The ministry")
    assert (read.claimant, wrong) == ("The ministry", ())


def test_another_newsrooms_verdict_becomes_a_note_and_no_verdict_of_ours() -> None:
    cells = {"reviewed_by": "Check It", "review_rating": "False", "review_url": "https://check.example/1"}
    read = row(notes="Ask them", reviewed_on="2022-02-17", **cells)
    assert read.notes == "Ask them\n\nReviewed by Check It on 2022-02-17: “False”. https://check.example/1"


def test_two_rows_of_the_same_words_have_one_key() -> None:
    assert row(statement="Units ARE leaving!").key == row(statement="“Units are leaving”").key
    assert row(statement="Units are not leaving").key != row().key


@pytest.mark.parametrize(
    ("cells", "field", "sentence"),
    [
        ({"statement": " "}, "statement", "A claim needs its statement"),
        ({"statement": "x" * 2001}, "statement", "It has 2001 characters: 2000 are the most."),
        ({"statement": "=A1&B1"}, "statement", "“=A1&B1” is a formula: export its value as text."),
        ({"claimant": ""}, "claimant", "Say who said it"),
        ({"kind": "rumour"}, "kind", "“rumour” is not known here: write one of fact, quantity, prediction"),
        ({"url": "javascript:alert(1)"}, "url", "The address must start with http:// or https://."),
        ({"url": "www.example.org"}, "url", "The address must start with http:// or https://."),
        ({"appeared_at": "03/04/2021"}, "appeared_at", "may be two days"),
        ({"appeared_at": "2022-02-15", "appeared_zone": "Mars"}, "appeared_at", "“Mars” is no zone"),
        ({"language": "English!"}, "language", "is no language code"),
        ({"criteria": "\n".join("abcdefghijkl")}, "criteria", "at most 10 criteria"),
        (
            {"speaks_about_from": "2022-03-01", "speaks_about_until": "2022-02-01"},
            "speaks_about_until",
            "The period it speaks about ends after it begins.",
        ),
    ],
)
def test_each_wrong_cell_is_named(cells: dict[str, str], field: str, sentence: str) -> None:
    (found,) = problems(**cells)
    assert found[0] == field
    assert sentence in found[1]


def test_several_wrong_cells_are_all_told() -> None:
    assert [one[0] for one in problems(kind="rumour", url="x")] == ["kind", "url"]


def test_a_row_that_could_not_be_read_says_only_that() -> None:
    wrong = read_row({"claimant": "A"}, now=NOW, fault="The row is no JSON object.")[1]
    assert [one.sentence for one in wrong] == ["The row is no JSON object."]


def test_what_the_desk_wrote_harmless_is_read_as_it_was() -> None:
    assert row(quotation="'=1+1, he said").quotation == "=1+1, he said"


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        (["who", "what", "where seen", "when"], ["claimant", "statement", "outlet", "appeared_at"]),
        (["Claim", "Speaker", "Source", "URL", "Date"], ["statement", "claimant", "outlet", "url", "appeared_at"]),
        (["Wer", "Aussage", "Quelle", "Datum"], ["claimant", "statement", "outlet", "appeared_at"]),
        (["кто", "утверждение", "сми", "дата"], ["claimant", "statement", "outlet", "appeared_at"]),
        (["хто", "твердження", "медіа", "коли"], ["claimant", "statement", "outlet", "appeared_at"]),
        (["text", "statement"], ["", "statement"]),
        (["id", "colour"], ["", ""]),
    ],
)
def test_what_columns_hold_is_guessed_from_their_names(columns: list[str], fields: list[str]) -> None:
    found = import_columns.guess(columns)
    assert [found.get(place, "") for place in range(len(columns))] == fields
