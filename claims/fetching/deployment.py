"""Say at deployment which private addresses may be fetched."""

import logging
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

logger = logging.getLogger(__name__)


def private_targets_are_shown(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[checks.CheckMessage]:
    """FETCH_ALLOW_TARGETS opens the one way past the address guard: it is shown, never silent."""
    sentence = private_targets()
    return [checks.Warning(sentence, id="claims.W001")] if sentence else []


def tell_private_targets() -> None:
    """Write into the log what may be fetched although it is private: for every start of a web server or worker."""
    sentence = private_targets()
    if sentence:
        logger.warning("%s", sentence)


def private_targets() -> str:
    """One sentence that names them, "" when there are none."""
    if not settings.FETCH_ALLOW_TARGETS:
        return ""
    targets = ", ".join(f"{one.host or one.network}:{one.port}" for one in settings.FETCH_ALLOW_TARGETS)
    return f"FETCH_ALLOW_TARGETS lets feeds and pages reach {targets}."
