"""Draw the matcher's figures, so that anybody sees what a table hides: the same figures always give the same bytes."""

import importlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from claims.analysis import intervals

BINS: Final = 20
SIZE: Final = (6.4, 4.0)  # inches
# Okabe and Ito's colours, told apart by every eye; the line's style says it again.
OWN, RIVAL, UNRECORDED, MARK = "#0072B2", "#D55E00", "#009E73", "#555555"
# A white card of its own: read on a light page and on a dark one alike.
_STYLE: Final = {
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "axes.edgecolor": "#555555",
    "axes.grid": True,
    "grid.color": "#dddddd",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": "#222222",
    "axes.labelcolor": "#222222",
    "font.family": "sans-serif",
    "font.size": 10,
    # Letters stay letters: a tenth of the bytes, and a reader can search them.
    "svg.fonttype": "none",
    "svg.hashsalt": "said-and-seen",
}


class NoMatplotlib(RuntimeError):
    """Who draws needs matplotlib, and it is not installed. Its text says what to do."""


def score_distributions(
    path: Path,
    *,
    own: Sequence[float],
    rivals: Sequence[float],
    unrecorded: Sequence[float],
    marks: Mapping[str, float] | None = None,
) -> None:
    """How probabilities (0..1) are spread. Written as the suffix says, svg or png.

    own: of each article's own claim; rivals: of the best other one; unrecorded: of the best claim while its own is
    not recorded. marks: thresholds to draw, by name. Raises NoMatplotlib.
    """
    with _axes(path, "Probability", "Share of articles") as axes:
        told = (
            ("its own claim", own, OWN, "-"),
            ("best other claim", rivals, RIVAL, "--"),
            ("best claim, own not recorded", unrecorded, UNRECORDED, ":"),
        )
        for label, values, colour, line in told:
            if values:
                weights = [1 / len(values)] * len(values)
                label = f"{label} (n = {len(values):,})"
                shape = {"histtype": "step", "color": colour, "ls": line, "lw": 1.8}
                axes.hist(values, bins=BINS, range=(0, 1), weights=weights, label=label, **shape)
        _draw_marks(axes, marks or {})
        axes.set_xlim(0, 1)
        if axes.get_legend_handles_labels()[0]:
            # The few articles on the wrong side are the point: a linear scale would hide them.
            axes.set_yscale("log")
            axes.set_ylim(0.5 / max(len(own), len(rivals), len(unrecorded)), 1)
            axes.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False)


def precision_recall(
    path: Path, *, points: Sequence[tuple[float, float, float]], marks: Mapping[str, float] | None = None
) -> None:
    """Precision over recall; points are (threshold, precision, recall), all 0..1, in any order.

    marks: thresholds to name on the line, each at the point nearest to it. Raises NoMatplotlib.
    """
    ordered = sorted(points)
    with _axes(path, "Recall", "Precision") as axes:
        axes.plot([one[2] for one in ordered], [one[1] for one in ordered], color=OWN, marker=".", lw=1.8)
        for name, threshold in sorted((marks or {}).items()) if ordered else ():
            _, precision, recall = min(ordered, key=lambda one: (abs(one[0] - threshold), one))
            axes.plot([recall], [precision], marker="o", color=RIVAL)
            axes.annotate(
                f"{name} {threshold:.2f}", (recall, precision), xytext=(-8, -12), textcoords="offset points", ha="right"
            )
        axes.set_xlim(0, 1.02)
        axes.set_ylim(0, 1.02)


def calibration(path: Path, *, predicted: Sequence[float], observed: Sequence[float], counts: Sequence[int]) -> None:
    """What was predicted beside what came true, band by band, with 95 % intervals (Wilson); equal lengths.

    predicted and observed: mean probability and share that was right, 0..1; counts: how many in the band. Raises
    NoMatplotlib, or ValueError for lengths that differ.
    """
    bands = [one for one in zip(predicted, observed, counts, strict=True) if one[2]]
    with _axes(path, "Predicted", "Came true") as axes:
        axes.plot([0, 1], [0, 1], color=MARK, lw=1, ls="--")
        for chance, met, count in bands:
            sure = intervals.share(round(met * count), count)
            axes.plot([chance, chance], [sure.low, sure.high], color=OWN, lw=1.4)
            axes.annotate(f"{count:,}", (chance, met), xytext=(6, -4), textcoords="offset points", fontsize=8)
        axes.plot([one[0] for one in bands], [one[1] for one in bands], color=OWN, marker="o", ls="none")
        axes.set_xlim(-0.02, 1.06)
        axes.set_ylim(-0.02, 1.02)


def _draw_marks(axes: Any, marks: Mapping[str, float]) -> None:
    for name, threshold in sorted(marks.items()):
        axes.axvline(threshold, color=MARK, lw=1, ls="-.")
        axes.annotate(
            f"{name} {threshold:.2f}",
            (threshold, 1),
            xycoords=("data", "axes fraction"),
            rotation=90,
            va="top",
            ha="right",
        )


@contextmanager
def _axes(path: Path, across: str, up: str) -> Iterator[Any]:
    """One pair of axes to draw on; the file is written when the drawing is done."""
    try:
        matplotlib, figures = importlib.import_module("matplotlib"), importlib.import_module("matplotlib.figure")
    except ImportError as reason:
        raise NoMatplotlib("Plots need matplotlib: install requirements-dev.txt.") from reason
    kind = path.suffix.lstrip(".").lower()
    stamps: dict[str, str | None] = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
    with matplotlib.rc_context(_STYLE):
        # A figure without pyplot keeps nothing behind in the process.
        figure = figures.Figure(figsize=SIZE, layout="tight")
        axes = figure.add_subplot(xlabel=across, ylabel=up)
        yield axes
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format=kind, dpi=120, metadata=stamps)
