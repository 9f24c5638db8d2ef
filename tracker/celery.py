"""The workers' and beat's entry."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

from claims.fetching import deployment
from claims.matching import shipped
from tracker import broker
from tracker.schedule import TIMETABLE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

broker.mend()
app = Celery("tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = TIMETABLE
app.autodiscover_tasks()


@worker_init.connect  # type: ignore[untyped-decorator]  # celery has no types
def begin(sender: Any, **_given: Any) -> None:
    """What a worker looks at and says when it starts."""
    broker.refuse_too_many_writers(sender.concurrency or 1)
    broker.keep_to_tasks(sender)
    if damaged := shipped.what_is_damaged():
        raise SystemExit(damaged)
    deployment.tell_private_targets()
