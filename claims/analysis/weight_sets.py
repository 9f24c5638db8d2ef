"""What each feature counts, for every combination of encoders that can be present."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from claims.analysis import feature_names

SAME: Final = "lexical"  # article and claim are in one language
FOREIGN: Final = "foreign"  # they are not


@dataclass(frozen=True, slots=True)
class WeightSet:
    """A logistic regression over features. typical: a feature's mean over shortlisted claims, to tell what moved it."""

    name: str
    intercept: float
    weights: Mapping[str, float]
    typical: Mapping[str, float]

    def contributions(self, features: Mapping[str, float]) -> dict[str, float]:
        """What each feature adds to the logit; together with "intercept" they are the logit."""
        return {"intercept": self.intercept} | {name: w * features[name] for name, w in self.weights.items()}

    def moved_most(self, features: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        """How far each group of features moved the logit from that of a typical shortlisted claim, farthest first."""
        moves: dict[str, float] = {}
        for name, weight in self.weights.items():
            group = feature_names.group_of(name)
            moves[group] = moves.get(group, 0.0) + weight * (features[name] - self.typical[name])
        return tuple(sorted(moves.items(), key=lambda move: (-abs(move[1]), move[0])))

    def followed_by(
        self, intercept: float, weight: float, more: Mapping[str, float], typical: Mapping[str, float]
    ) -> Self:
        """The one regression that this one's logit, weighed, makes with further features; typical: of those."""
        weights = {name: own * weight for name, own in self.weights.items()}
        weights |= {name: weights.get(name, 0.0) + own for name, own in more.items()}
        return replace(
            self,
            intercept=intercept + weight * self.intercept,
            weights=weights,
            typical={**typical, **self.typical},
        )

    def as_json(self) -> dict[str, Any]:
        """As it stands in the weights file."""
        return {"intercept": self.intercept, "weights": dict(self.weights), "typical": dict(self.typical)}


def read(name: str, learned: Mapping[str, Any]) -> WeightSet:
    """A set from the weights file. Raises KeyError, TypeError, ValueError or AttributeError for a damaged one."""
    weights = {str(feature): float(weight) for feature, weight in learned["weights"].items()}
    typical = {str(feature): float(value) for feature, value in learned["typical"].items()}
    if strangers := [feature for feature in weights if not (feature in typical and feature_names.is_known(feature))]:
        raise ValueError(f"unknown features {', '.join(sorted(strangers))}")
    return WeightSet(name, float(learned["intercept"]), weights, typical)


def name_of(kind: str, encoders: Collection[str]) -> str:
    """The name of the set for one language or two, and the encoders that know the texts."""
    return "+".join([kind, *sorted(encoders)])


def probability(contributions: Mapping[str, float]) -> float:
    """The probability whose logit the contributions add up to."""
    logit = math.fsum(contributions.values())
    return 1 / (1 + math.exp(-logit)) if logit >= 0 else 1 - 1 / (1 + math.exp(logit))
