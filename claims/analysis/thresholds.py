"""The three probabilities that say what becomes of a suggestion."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Below `silent` nothing is stored, from `show` on it is in the queue, from `strict` on it is marked as strong.

    Between silent and show a suggestion is kept for measuring, and for whoever asks for the weaker ones. All are
    probabilities 0..1, and silent <= show <= strict: anything else raises ValueError with one sentence.
    """

    silent: float
    show: float
    strict: float

    def __post_init__(self) -> None:
        if not 0 <= self.silent <= self.show <= self.strict <= 1:
            told = ", ".join(f"{name} {value:g}" for name, value in self.as_json().items())
            raise ValueError(f"Thresholds are probabilities in the order silent <= show <= strict, not {told}.")

    def pinned(self, pins: Mapping[str, float]) -> Self:
        """The same with some of the three set to other values; the rest gives way where it would be out of order."""
        show = pins.get("show", min(max(self.show, pins.get("silent", 0.0)), pins.get("strict", 1.0)))
        silent = pins.get("silent", min(self.silent, show))
        return type(self)(silent=silent, show=show, strict=pins.get("strict", max(self.strict, show)))

    def as_json(self) -> dict[str, float]:
        return {"silent": self.silent, "show": self.show, "strict": self.strict}


def from_weights(learned: Mapping[str, Any]) -> Thresholds:
    """What a model's weights file recommends. Raises KeyError, TypeError, AttributeError or ValueError when damaged."""
    return Thresholds(**{str(name): float(value) for name, value in learned["thresholds"].items()})
