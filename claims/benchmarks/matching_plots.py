"""Draw how the matcher did on claims it had not learned from."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from claims.analysis import calibration
from claims.analysis.calibration import Decided
from claims.analysis.thresholds import Thresholds
from claims.benchmarks import held_out_claims, plots
from claims.benchmarks.held_out_claims import Ranking

_STEPS: Final = 50


def draw(folder: Path, ranked: Sequence[Ranking], thresholds: Thresholds) -> None:
    """Write scores.svg, precision_recall.svg and calibration.svg. Raises plots.NoMatplotlib."""
    folder.mkdir(parents=True, exist_ok=True)
    marks = thresholds.as_json()
    plots.score_distributions(
        folder / "scores.svg",
        own=[_best(one.recorded, one.article.own, is_own=True) for one in ranked],
        rivals=[_best(one.recorded, one.article.own, is_own=False) for one in ranked],
        unrecorded=[one.unrecorded[0][1] if one.unrecorded else 0.0 for one in ranked],
        marks=marks,
    )
    points = [(step / _STEPS, held_out_claims.decision_figures(ranked, step / _STEPS)) for step in range(1, _STEPS)]
    plots.precision_recall(
        folder / "precision_recall.svg",
        points=[(at, figures["precision"], figures["recall"]) for at, figures in points],
        marks=marks,
    )
    bands = calibration.reliability(list(chain.from_iterable(map(_as_decided, ranked))))
    plots.calibration(
        folder / "calibration.svg",
        predicted=[band.predicted for band in bands],
        observed=[band.observed.value or 0.0 for band in bands],
        counts=[band.observed.counted for band in bands],
    )


def _best(listed: Sequence[tuple[int, float]], own: frozenset[int], *, is_own: bool) -> float:
    return max((chance for claim_id, chance in listed if (claim_id in own) is is_own), default=0.0)


def _as_decided(one: Ranking) -> list[Decided]:
    """The best claim with the article's own among the claims, and without."""
    with_own = [Decided(chance, claim_id in one.article.own) for claim_id, chance in one.recorded[:1]]
    return with_own + [Decided(chance, is_right=False) for _, chance in one.unrecorded[:1]]
