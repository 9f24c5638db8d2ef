"""The project: settings, the Celery app, the timetable, the addresses."""

from tracker.celery import app as celery_app

__all__ = ["celery_app"]
