"""Files of claims and articles are matched as a worker would, without a database."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

CLAIMS = [
    {"id": "withdrawal", "text": "Russia is withdrawing some of its troops from the border with Ukraine"},
    {"id": "dam", "text": "A dam near the town has burst after heavy rain"},
]
ARTICLES = [
    {"id": 1, "claim_id": "withdrawal", "title": "NATO sees no sign that Russia is withdrawing troops", "body": None},
    {"id": "2", "title": "Cup final ends in a draw", "body": "Nobody scored."},
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n\n" for row in rows), encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def predict(folder: Path, **options: Any) -> None:
    given = {"claims": [write(folder / "c.jsonl", CLAIMS)], "articles": [write(folder / "a.jsonl", ARTICLES)]}
    call_command("predict", **{**given, "out": folder / "out.jsonl", "encoders": "-", **options})


def test_each_article_has_its_claims_best_first(tmp_path: Path) -> None:
    predict(tmp_path)
    first, second = read(tmp_path / "out.jsonl")
    assert (first["article_id"], second["article_id"]) == ("1", "2")
    best, *rest = first["candidates"]
    assert best["claim_id"] == "withdrawal"
    assert best["suggested"] is True
    assert all(best["score"] >= one["score"] for one in rest)
    assert not any(one["suggested"] for one in second["candidates"])


def test_a_stance_is_given_towards_the_claim_that_the_row_names(tmp_path: Path) -> None:
    predict(tmp_path, stance_out=tmp_path / "s.jsonl")
    (only,) = read(tmp_path / "s.jsonl")
    assert (only["article_id"], only["claim_id"], only["stance"]) == ("1", "withdrawal", "against")
    assert 0 < only["confidence"] <= 1


def test_several_files_are_read_as_one_and_the_threshold_can_be_given(tmp_path: Path) -> None:
    more = write(tmp_path / "more.jsonl", [{"id": "flood", "text": "The flood has reached the bridge"}])
    predict(tmp_path, claims=[write(tmp_path / "c.jsonl", CLAIMS), more], show=1.01)
    assert not any(one["suggested"] for row in read(tmp_path / "out.jsonl") for one in row["candidates"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("not json", "line 1: this is not JSON"),
        ('{"id": 1}', "line 1: a row needs id and text"),
        ("[1]", "a row needs"),
    ],
)
def test_a_line_that_is_no_row_is_named(tmp_path: Path, content: str, told: str) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(content)
    with pytest.raises(CommandError, match=told):
        predict(tmp_path, claims=[bad])


def test_what_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.jsonl cannot be read"):
        predict(tmp_path, claims=[tmp_path / "nowhere.jsonl"])
    with pytest.raises(CommandError, match="cannot be written"):
        predict(tmp_path, out=tmp_path / "no" / "folder.jsonl")
    with pytest.raises(CommandError, match="There is no encoder bert"):
        predict(tmp_path, encoders="bert")
