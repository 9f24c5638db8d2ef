"""Say which thresholds hold, and adopt others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import lexical_model
from claims.analysis.thresholds import Thresholds
from claims.models import JournalEntry, MatchThresholds, User
from claims.refusals import NotAllowed
from claims.vocabulary import JournalKind


@dataclass(frozen=True, slots=True)
class InForce:
    """The thresholds that hold, the adoption they come from if any, and which of the three the environment sets."""

    thresholds: Thresholds
    adopted: MatchThresholds | None
    set_by_environment: tuple[str, ...]


@cache
def recommended() -> Thresholds:
    """What the shipped weights recommend. Raises DamagedWeights."""
    return lexical_model.load_thresholds()


def in_force() -> InForce:
    """The environment goes before what a chief adopted, and that before what the weights recommend. One query."""
    adopted = MatchThresholds.objects.select_related("by").order_by("-number").first()
    pins: Mapping[str, float] = settings.MATCH_THRESHOLDS
    chosen = adopted.values if adopted else recommended()
    return InForce(thresholds=chosen.pinned(pins), adopted=adopted, set_by_environment=tuple(pins))


def current() -> Thresholds:
    return in_force().thresholds


@transaction.atomic
def adopt(
    *, chosen: Thresholds, figures: Mapping[str, Any], model_version: str, editor: User, now: datetime
) -> MatchThresholds:
    """Let other thresholds hold from now on, for every worker's next match. Raises NotAllowed unless a chief asks.

    figures: JSON values, what the choice rests on; model_version: the model whose probabilities they were made with.
    """
    if not permissions.may_adopt_thresholds(editor):
        raise NotAllowed(_("Only a chief may adopt thresholds of matching."))
    before = current()
    stamp = JournalEntry.objects.stamp()
    adopted = MatchThresholds.objects.record(
        **chosen.as_json(),
        figures=dict(figures),
        model_version=model_version,
        by=editor,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
    )
    JournalEntry.objects.write(
        kind=JournalKind.THRESHOLDS_ADOPTED,
        subject=adopted,
        before=before.as_json(),
        after={**chosen.as_json(), "model_version": model_version},
        actor=editor,
        stamp=stamp,
    )
    return adopted
