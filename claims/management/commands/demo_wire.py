"""Serve the demonstration's outlets on loopback until told to stop."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.demonstration import newsroom, wire

LOOK_EVERY = 0.5  # seconds


class Command(BaseCommand):
    help = "Serve the demonstration's feeds and pages on loopback, and release its stories one by one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=6.0, help="seconds between stories")
        parser.add_argument("--port", type=int, default=wire.PORT)

    def handle(self, *args: Any, every: float, port: int, **options: Any) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        release = wire.Release(kept_in=settings.VAR_DIR / "demo-wire.json", every=every)
        try:
            servers = wire.serve(release=release, port=port)
        except OSError as error:
            raise CommandError(f"The demonstration wire cannot serve on port {port}: {error.strerror}.") from error
        # An empty lane comes first, however long the workers take to start: nothing had followed, then something did.
        while not release.is_on and not stop.wait(LOOK_EVERY):
            if newsroom.is_searched():
                release.switch_on()
        stop.wait()
        for server in servers:
            server.shutdown()
