"""Training learns stances from labelled texts, the same ones every time, and keeps no text."""

import gzip
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.analysis import linear_stance, stance_features, stance_lexicons
from claims.matching import stance_data, stance_labels
from claims.matching.stance_labels import Events
from tests.matching import stance_samples


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stance_samples.write_folder(tmp_path_factory.mktemp("labelled"))


def test_same_data_gives_same_bytes_and_no_texts(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        call_command("train_stances", data=folder, out=tmp_path / name, unmeasured=name == "other")
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == ["stance_pairs.json.gz", "stance_words.json.gz"]
    for name in files:
        one, other = ((tmp_path / part / name).read_bytes() for part in ("one", "other"))
        assert one == other
        assert b"Coins changed hands" not in gzip.decompress(one)


def test_what_one_event_alone_says_is_not_learned(folder: Path, tmp_path: Path) -> None:
    call_command("train_stances", data=folder, out=tmp_path, unmeasured=True)
    line = linear_stance.load_lines(tmp_path).headline
    assert any("sold" in run for run in line.runs)
    assert not any(subject in run for run in line.runs for subject in stance_samples.SUBJECTS)
    said = line.chances(stance_features.measure_headline("No, the kettle was not sold"))
    assert stance_lexicons.STANCES[said.argmax()] == "against"


def test_figures_are_of_held_out_events(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("train_stances", data=folder, out=tmp_path)
    figures = json.loads(capsys.readouterr().out)
    assert figures["held_out"]["articles"] == 30
    assert figures["published_split"]["articles"] == 6
    low, high = figures["held_out"]["accuracy_95"]
    assert low <= figures["held_out"]["accuracy"] <= high
    assert figures["pairs"]["pairs"] == 120


def test_what_shares_a_claim_a_pair_or_a_title_is_one_event(folder: Path) -> None:
    data = stance_data.read_labelled(folder)
    events = Events(data)
    assert events.of("headline", "0") == events.of("body", "2") == events.of("claim", "squid")
    assert events.of("headline", "0") != events.of("headline", "3")
    parts = stance_labels.folds(events, data)
    assert set(parts.values()) == set(range(stance_labels.FOLDS))


def test_a_bodys_stance_is_read_through_its_headlines(folder: Path) -> None:
    data = stance_data.read_labelled(folder)
    headlines = stance_labels.headline_stances(data)
    assert [headlines[key] for key in ("0", "1", "2")] == ["for", "against", "observing"]
    bodies = stance_labels.body_stances(data, headlines)
    assert [bodies[key] for key in ("0", "1", "2")] == ["for", "against", "observing"]


def test_a_folder_without_the_data_is_refused_with_the_files_name(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"emergent_claims\.jsonl cannot be read"):
        call_command("train_stances", data=tmp_path, out=tmp_path)
