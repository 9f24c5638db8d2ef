"""Say how sure a share is that was counted on few."""

import math
from dataclasses import dataclass
from typing import Final

Z_95: Final = 1.959963984540054  # the normal distribution's quantile for 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `counted`, and between which shares (0..1) the true one lies with 95 % confidence."""

    right: int
    counted: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share itself; None when nothing was counted."""
        return self.right / self.counted if self.counted else None


def share(right: int, counted: int) -> Share:
    """Wilson's score interval; nothing counted is anything between 0 and 1. Raises ValueError unless right <= counted.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212; kept
    to for small counts and shares near 0 and 1 by Brown, Cai and DasGupta, Statistical Science 16 (2001) 101-133.
    """
    if not 0 <= right <= counted:
        raise ValueError(f"{right} of {counted} is no share.")
    if counted == 0:
        return Share(0, 0, 0.0, 1.0)
    met, squared = right / counted, Z_95**2
    middle = (met + squared / (2 * counted)) / (1 + squared / counted)
    half = Z_95 * math.sqrt(met * (1 - met) / counted + squared / (4 * counted**2)) / (1 + squared / counted)
    # At its ends the interval is exact; rounding would leave it a hair beside.
    low = 0.0 if right == 0 else max(0.0, middle - half)
    return Share(right, counted, low, 1.0 if right == counted else min(1.0, middle + half))
