"""Say at deployment which private addresses may be fetched."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks


def private_targets_are_shown(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[checks.CheckMessage]:
    """FETCH_ALLOW_TARGETS opens the one way past the address guard: it is shown, never silent."""
    if not settings.FETCH_ALLOW_TARGETS:
        return []
    targets = ", ".join(f"{one.host or one.network}:{one.port}" for one in settings.FETCH_ALLOW_TARGETS)
    return [checks.Warning(f"FETCH_ALLOW_TARGETS lets feeds and pages reach {targets}.", id="claims.W001")]
