"""Do what is due, in this process and without a broker: `manage.py poll [--feed ID] [--until-idle]`."""

import json
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims import tasks
from claims.fetching.http import Fetch
from claims.models import Feed, FollowUpCheck, database_now
from claims.monitoring.feeds import PollOutcome
from claims.monitoring.pages import ReadOutcome
from claims.vocabulary import FeedCheckOutcome, FeedState

# A host that rests between two requests is waited for; a feed that is due in ten minutes is not.
HORIZON = timedelta(seconds=3)
PAUSE = 0.2  # seconds
ONCE_A_RUN = frozenset({"feeds", "pages"})


class Command(BaseCommand):
    help = "Poll the due feeds, read the due pages, match and check, in this process; print what was done as JSON."

    def __init__(
        self, *args: Any, fetch: Fetch | None = None, wait: Callable[[float], None] = time.sleep, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._fetch = fetch
        self._wait = wait

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--feed", type=int, metavar="ID", help="Poll this feed now, and no other.")
        parser.add_argument(
            "--until-idle",
            action="store_true",
            help="Go on until nothing is due, nor falls due within 3 seconds. Each feed and page is asked once.",
        )

    def handle(self, *args: Any, feed: int | None, until_idle: bool, **options: Any) -> None:
        if feed is not None:
            _make_due(feed)
        began = time.monotonic()
        walk = Walk(fetch=self._fetch or tasks.web(), only_feed=feed)
        while (walk.once() or walk.is_waiting()) and until_idle:
            if not walk.has_worked:
                self._wait(PAUSE)
        self.stdout.write(json.dumps({**walk.summary(), "seconds": round(time.monotonic() - began, 2)}))


class Walk:
    """One run through the table of steps, again and again, with a count of what came of it."""

    def __init__(self, *, fetch: Fetch, only_feed: int | None) -> None:
        self.has_worked = False
        self._fetch = fetch
        self._only_feed = only_feed
        self._done: set[tuple[str, int]] = set()
        self._counts: Counter[str] = Counter()

    def once(self) -> bool:
        """Act on every row that waits now; whether there was one that could be had."""
        self.has_worked = False
        for step in tasks.STEPS:
            for pk in self._ids(step, ahead=timedelta(0)):
                outcome = step.act(pk, database_now(), self._fetch)
                if outcome is not None:
                    self._note(step, pk, outcome)
        return self.has_worked

    def is_waiting(self) -> bool:
        """Whether something falls due within the horizon."""
        return any(self._ids(step, ahead=HORIZON) for step in tasks.STEPS)

    def summary(self) -> dict[str, int]:
        names = ("feeds", "feeds_failed", "new_items", "pages", "revisions", "obstacles", "articles", "suggestions")
        return {name: self._counts[name] for name in (*names, "claims", "found", "releases")}

    def _ids(self, step: tasks.Step, *, ahead: timedelta) -> list[int]:
        ids = [pk for pk in step.ids(database_now() + ahead) if (step.name, pk) not in self._done]
        if step.name == "feeds" and self._only_feed is not None:
            return [pk for pk in ids if pk == self._only_feed]
        return ids

    def _note(self, step: tasks.Step, pk: int, outcome: object) -> None:
        self.has_worked = True
        if step.name in ONCE_A_RUN:
            self._done.add((step.name, pk))
        self._counts[step.name] += 1
        self._counts.update(_counted(outcome))


def _counted(outcome: object) -> dict[str, int]:
    match outcome:
        case PollOutcome():
            return {"new_items": outcome.new_items, "feeds_failed": outcome.outcome == FeedCheckOutcome.FAILED}
        case ReadOutcome():
            return {"revisions": outcome.revision_id is not None, "obstacles": bool(outcome.obstacle)}
        case FollowUpCheck():
            return {"found": outcome.found}
        case tuple():
            return {"suggestions": len(outcome)}
    return {}


def _make_due(feed_id: int) -> None:
    active = Feed.objects.filter(pk=feed_id, state=FeedState.ACTIVE)
    if active.update(next_check_at=database_now()) != 1:
        raise CommandError(f"There is no active feed {feed_id}.")
