"""The workers' entry with a hook: reading a feed that says POISON ends the process, as a fault in a C parser would."""

import os
from typing import Any

import django
from django.apps import apps
from django.conf import settings

from tracker.celery import app

__all__ = ["app"]

if not apps.ready:
    django.setup()

from claims.monitoring import feed_readers

_read = feed_readers.read


def read(kind: Any, replies: Any, *, now: Any) -> Any:
    if b"POISON" in replies[0].content:
        with (settings.VAR_DIR / "deaths").open("a") as file:
            file.write("x")
        os._exit(11)
    return _read(kind, replies, now=now)


feed_readers.read = read
