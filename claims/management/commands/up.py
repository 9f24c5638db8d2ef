"""Start the whole house on one machine: Redis, web, workers, beat and the demonstration wire."""

import os
import socket
import sys
import tempfile
import urllib.request
from argparse import BooleanOptionalAction
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.demonstration import accounts, newsroom
from claims.demonstration.wire import PORT as WIRE_PORT
from claims.demonstration.wire_pages import NETWORK
from claims.management.children import Child, ChildDied, Children
from claims.management.house import MANAGE, start_redis, workers
from claims.management.redis_server import NoRedis
from claims.models import User

READY_WITHIN = 90  # seconds


class Command(BaseCommand):
    help = "Start everything this machine needs, say where it is, and end it all together."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo", action=BooleanOptionalAction, default=True, help="load the demonstration newsroom"
        )
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        parser.add_argument("--every", type=float, default=6.0, help="seconds between the wire's stories")
        parser.add_argument("--wire-port", type=int, default=WIRE_PORT, help="where the demonstration wire serves")

    def handle(self, *args: Any, demo: bool, port: int, every: float, wire_port: int, **options: Any) -> None:
        _refuse_port_in_use("127.0.0.1", port)
        call_command("migrate", verbosity=0)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        is_demo = demo and (newsroom.is_built() or not User.objects.exists())
        environment = _environment(port=port, wire_port=wire_port if is_demo else None)
        wire = _wire(wire_port, every) if is_demo else None
        with tempfile.TemporaryDirectory(prefix="sns-") as short, Children(environment=environment) as children:
            try:
                self._run(children, Path(short), port=port, wire=wire, wire_port=wire_port)
            except (ChildDied, NoRedis) as error:
                raise CommandError(str(error)) from error
        self.stdout.write("Said & Seen has stopped.")

    def _run(self, children: Children, short: Path, *, port: int, wire: Child | None, wire_port: int) -> None:
        if not os.environ.get("REDIS_URL"):
            children.environment["REDIS_URL"] = start_redis(children, short=short)
        if wire is not None:
            children.start(wire)
            call_command("demo", wire_port=wire_port, stdout=self.stdout)
        for child in workers():
            children.start(child)
        children.start(_web(port, short))
        address = f"http://127.0.0.1:{port}/"
        is_ready = children.wait_until(lambda: _answers(f"{address}readyz"), seconds=READY_WITHIN)
        if children.is_stopping:
            return
        if not is_ready:
            raise CommandError(f"The house was not ready after {READY_WITHIN} seconds; the lines above may say why.")
        self._say(address)
        children.watch()

    def _say(self, address: str) -> None:
        lines = ["", f"{settings.NEWSROOM_NAME} is running. Ctrl-C ends it.", ""]
        lines += [f"  Readers   {address}", f"  Editors   {address}admin/", f"  Machines  {address}api/v1/docs/"]
        for account in accounts.kept(settings.VAR_DIR / "accounts.txt"):
            lines.append(f"  Account   {account.username} / {account.password}  ({account.role})")
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def _environment(*, port: int, wire_port: int | None) -> dict[str, str]:
    """What the children find in their environment: ours, the address we serve, and the wire as an allowed target."""
    environment = dict(os.environ)
    environment.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    # Root is what a container or a fresh machine often has; Celery says so at length, twice.
    environment.setdefault("PYTHONWARNINGS", "ignore:You're running the worker with superuser privileges")
    if wire_port is not None:
        targets = [environment.get("FETCH_ALLOW_TARGETS", ""), f"{NETWORK}:{wire_port}"]
        environment["FETCH_ALLOW_TARGETS"] = ",".join(filter(None, targets))
    return environment


def _wire(port: int, every: float) -> Child:
    return Child("the demonstration wire", [*MANAGE, "demo_wire", f"--every={every}", f"--port={port}"])


def _web(port: int, short: Path) -> Child:
    gunicorn = [sys.executable, "-m", "gunicorn", "tracker.wsgi", f"--bind=127.0.0.1:{port}", "--workers=1"]
    threads = ["--worker-class=gthread", "--threads=4", f"--worker-tmp-dir={short}", "--log-level=warning"]
    return Child("the web server", [*gunicorn, *threads])


def _refuse_port_in_use(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(f"Port {port} is in use or not ours: choose another with PORT=8001 make run.") from error


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310  our own loopback address
            return bool(response.status == 200)
    except OSError:
        return False
