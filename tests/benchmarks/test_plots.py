"""A plot is a valid picture, and the same figures give the same bytes."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from claims.benchmarks import plots

DRAW: dict[str, Callable[[Path], None]] = {
    "scores": lambda path: plots.score_distributions(
        path, own=[0.9, 0.95, 0.4], rivals=[0.1, 0.2], unrecorded=[0.05, 0.6, 0.1], marks={"show": 0.45}
    ),
    "precision": lambda path: plots.precision_recall(
        path, points=[(0.1, 0.6, 0.99), (0.9, 0.99, 0.5), (0.45, 0.9, 0.9)], marks={"show": 0.45}
    ),
    "calibration": lambda path: plots.calibration(
        path, predicted=[0.05, 0.5, 0.95], observed=[0.0, 0.4, 1.0], counts=[20, 0, 30]
    ),
}
LEAST: dict[str, Callable[[Path], None]] = {
    "scores": lambda path: plots.score_distributions(path, own=[], rivals=[], unrecorded=[]),
    "precision": lambda path: plots.precision_recall(path, points=[], marks={"show": 0.4}),
    "calibration": lambda path: plots.calibration(path, predicted=[], observed=[], counts=[]),
}


@pytest.mark.parametrize("name", DRAW)
def test_an_svg_is_valid_small_and_twice_the_same(name: str, tmp_path: Path) -> None:
    first, again = tmp_path / "a.svg", tmp_path / "deeper" / "b.svg"
    DRAW[name](first)
    DRAW[name](again)
    assert first.read_bytes() == again.read_bytes()
    assert ET.parse(first).getroot().tag == "{http://www.w3.org/2000/svg}svg"
    assert len(first.read_bytes()) < 60_000
    assert b"dc:date" not in first.read_bytes()


def test_other_figures_give_another_picture(tmp_path: Path) -> None:
    DRAW["calibration"](tmp_path / "a.svg")
    plots.calibration(tmp_path / "b.svg", predicted=[0.05], observed=[0.1], counts=[20])
    assert (tmp_path / "a.svg").read_bytes() != (tmp_path / "b.svg").read_bytes()


def test_a_png_is_twice_the_same(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        DRAW["scores"](tmp_path / name)
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("name", LEAST)
def test_no_figures_make_an_empty_picture(name: str, tmp_path: Path) -> None:
    LEAST[name](tmp_path / "a.svg")
    assert ET.parse(tmp_path / "a.svg").getroot().tag.endswith("svg")


def test_bands_of_unequal_length_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shorter"):
        plots.calibration(tmp_path / "a.svg", predicted=[0.1, 0.2], observed=[0.1], counts=[1, 1])
