"""Put together what editors' decisions say of the thresholds, as figures and as lines to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from claims.analysis import calibration
from claims.analysis.calibration import Band, Decided, Effect, Refit
from claims.analysis.intervals import Share
from claims.analysis.thresholds import Thresholds

CANNOT_TELL: Final = (
    "Only decided suggestions count. Editors mostly decide on what the queue shows, so the figures below today's "
    "threshold rest on the few weaker ones that somebody asked to see.",
    "What was less likely than `silent` was never stored: nothing here says what a lower one would bring.",
    "A claim that the software never proposed is in no figure but the number of articles found by hand: this is "
    "precision, not recall.",
    "Editors see the score before they decide, and any dismissal counts as wrong, whatever its reason.",
    "The proposal was chosen on the decisions its effect is counted on; the newer half, judged by what the older half "
    "proposes, is the stricter test.",
)


@dataclass(frozen=True, slots=True)
class Report:
    """One calibration. decided: oldest first, of one model unless all were asked for; chosen: what would be adopted."""

    decided: list[Decided]
    model: str
    left_out: int
    found_by_hand: int
    wanted: float
    since: str
    held: Thresholds
    set_by_environment: tuple[str, ...]
    chosen: Thresholds | None

    def as_json(self) -> dict[str, Any]:
        fitted = calibration.refit(self.decided)
        newer = calibration.effect_on_the_newer_half(self.decided, wanted=self.wanted, held=self.held)
        return {
            "decided": len(self.decided),
            "confirmed": sum(one.is_right for one in self.decided),
            "found_by_hand": self.found_by_hand,
            "model": self.model,
            "decided_of_other_models": self.left_out,
            "since": self.since or None,
            "wanted": self.wanted,
            "held": self.held.as_json(),
            "set_by_environment": list(self.set_by_environment),
            "reliability": [_band(one) for one in calibration.reliability(self.decided)],
            "refit": {"intercept": round(fitted.intercept, 4), "slope": round(fitted.slope, 4)} if fitted else None,
            "proposed": self.chosen.as_json() if self.chosen else None,
            "why_nothing_is_proposed": "" if self.chosen else _why_not(self.decided, fitted, self.wanted),
            "effect": _effect(self.effect) if self.effect else None,
            "effect_on_the_newer_half": _effect(newer) if newer else None,
            "cannot_tell": list(CANNOT_TELL),
        }

    @property
    def effect(self) -> Effect | None:
        if self.chosen is None:
            return None
        return calibration.effect(self.decided, held=self.held, proposed=self.chosen)


def lines(told: dict[str, Any]) -> Iterator[str]:
    """The report of `Report.as_json` as a person reads it."""
    yield f"{told['decided']} suggestions of {told['model'] or 'no model'} decided, {told['confirmed']} confirmed."
    if told["decided_of_other_models"]:
        yield f"{told['decided_of_other_models']} decisions on suggestions of other models are left out: --all-models."
    yield f"{told['found_by_hand']} articles were brought to a claim by hand that the software had not proposed."
    yield "Predicted and observed:"
    for band in told["reliability"]:
        yield f"  {band['from']:.1f} to {band['to']:.1f}: {band['predicted']:.0%} predicted, {_share(band['observed'])}"
    yield f"Today: {_three(told['held'])}."
    if told["set_by_environment"]:
        yield f"Set by the environment, whatever is adopted: {', '.join(told['set_by_environment'])}."
    if told["proposed"]:
        yield f"Proposed, for {told['wanted']:.0%} right of what is shown: {_three(told['proposed'])}."
        yield from _effect_lines(told["effect"], "On the suggestions decided so far")
    else:
        yield told["why_nothing_is_proposed"]
    if told["effect_on_the_newer_half"]:
        yield from _effect_lines(told["effect_on_the_newer_half"], "Chosen on the older half, judged by the newer half")
    yield "What these figures cannot tell:"
    for sentence in told["cannot_tell"]:
        yield f"  - {sentence}"


def _why_not(decided: list[Decided], fitted: Refit | None, wanted: float) -> str:
    if fitted is None:
        right = sum(one.is_right for one in decided)
        return (
            f"Too few decisions to propose anything: {right} confirmed and {len(decided) - right} dismissed, where "
            f"{calibration.LEAST_DECIDED} in all and {calibration.LEAST_OF_EACH} of each are needed."
        )
    if fitted.slope <= 0:
        return "Higher scores were not confirmed oftener than lower ones: no threshold would help."
    return f"Not even the surest suggestions reach {wanted:.0%}: no threshold would help."


def _band(band: Band) -> dict[str, Any]:
    return {
        "from": band.low,
        "to": band.high,
        "predicted": round(band.predicted, 4),
        "observed": _share_json(band.observed),
    }


def _share_json(share: Share) -> dict[str, Any]:
    value = None if share.value is None else round(share.value, 4)
    return {
        "right": share.right,
        "counted": share.counted,
        "share": value,
        "low": round(share.low, 4),
        "high": round(share.high, 4),
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "before": _share_json(effect.before),
        "after": _share_json(effect.after),
        "confirmed_lost": _share_json(effect.confirmed_lost),
        "dismissed_spared": _share_json(effect.dismissed_spared),
        "confirmed_gained": effect.confirmed_gained,
        "dismissed_added": effect.dismissed_added,
    }


def _effect_lines(effect: dict[str, Any], where: str) -> Iterator[str]:
    yield f"{where}:"
    yield f"  shown before {effect['before']['counted']}, right {_share(effect['before'])}"
    yield f"  shown after {effect['after']['counted']}, right {_share(effect['after'])}"
    yield f"  confirmed ones lost: {_share(effect['confirmed_lost'])}; gained: {effect['confirmed_gained']}"
    yield f"  dismissed ones spared: {_share(effect['dismissed_spared'])}; added: {effect['dismissed_added']}"


def _share(share: dict[str, Any]) -> str:
    if share["share"] is None:
        return "none"
    between = f"95 % interval {share['low']:.0%} to {share['high']:.0%}"
    return f"{share['right']} of {share['counted']}, {share['share']:.0%} ({between})"


def _three(thresholds: dict[str, float]) -> str:
    return f"silent {thresholds['silent']:g}, show {thresholds['show']:g}, strict {thresholds['strict']:g}"
