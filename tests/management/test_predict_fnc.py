"""predict_fnc labels a folder's pairs without a database and without a look at their labels."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.matching.stance_samples import write_lines, write_pairs

HEADLINES = [{"id": 7, "text": "Banksy arrested in Ostwick"}, {"id": 9, "text": "Giant squid washes up in harbour"}]
BODIES = [{"id": 1, "text": "Police in Ostwick arrested the artist Banksy, reports said. Banksy is in Ostwick."}]


def folder(path: Path, *, pairs: list[tuple[object, ...]], header: str = "headline_id,body_id,stance") -> Path:
    write_lines(path / "fnc_headlines.jsonl", HEADLINES)
    write_lines(path / "fnc_bodies.jsonl.gz", BODIES)
    write_pairs(path / "fnc_pairs.csv.gz", pairs, header=header)
    return path


def predicted(split: Path) -> list[list[str]]:
    out = split / "f.csv"
    call_command("predict_fnc", split=split, out=out)
    with out.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def test_every_pair_is_answered_in_order(tmp_path: Path) -> None:
    head, one, other = predicted(folder(tmp_path, pairs=[(7, 1, "?"), (9, 1, "?")]))
    assert head == ["headline_id", "body_id", "stance"]
    assert one[:2] == ["7", "1"]
    assert one[2] in {"agree", "disagree", "discuss"}
    assert other == ["9", "1", "unrelated"]


def test_the_stance_column_is_not_looked_at(tmp_path: Path) -> None:
    labelled = predicted(folder(tmp_path, pairs=[(7, 1, "disagree")]))
    bare = predicted(folder(tmp_path, pairs=[(7, 1)], header="headline_id,body_id"))
    assert labelled == bare


def test_no_pairs_give_the_heading_alone(tmp_path: Path) -> None:
    assert predicted(folder(tmp_path, pairs=[])) == [["headline_id", "body_id", "stance"]]


def test_a_pair_of_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="The pair 7, 2 names a headline or body that is not there"):
        predicted(folder(tmp_path, pairs=[(7, 2, "?")]))


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"a,b\n1,2\n"])
def test_a_file_that_is_not_what_it_should_be_is_named(tmp_path: Path, raw: bytes) -> None:
    folder(tmp_path, pairs=[])
    (tmp_path / "fnc_pairs.csv.gz").write_bytes(raw)
    with pytest.raises(CommandError, match=r"fnc_pairs\.csv\.gz"):
        predicted(tmp_path)


def test_a_line_that_is_no_text_is_named(tmp_path: Path) -> None:
    folder(tmp_path, pairs=[])
    (tmp_path / "fnc_headlines.jsonl").write_text('{"id": 1}\n')
    with pytest.raises(CommandError, match=r"fnc_headlines\.jsonl needs an id and a text"):
        predicted(tmp_path)
