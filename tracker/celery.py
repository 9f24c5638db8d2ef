"""The workers' and beat's entry."""

import os

from celery import Celery

from tracker import broker
from tracker.schedule import TIMETABLE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

broker.mend()
app = Celery("tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = TIMETABLE
app.autodiscover_tasks()
