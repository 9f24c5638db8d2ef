"""Keep plain child processes together: they start in order, and when one ends, all end."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from types import FrameType
from typing import Self

PATIENCE = 20.0  # seconds a child has to end by itself
PR_SET_PDEATHSIG = 1
STDERR = 2


@dataclass(frozen=True, slots=True)
class Child:
    """One program of the house."""

    name: str
    command: Sequence[str]


class ChildDied(Exception):
    """A child ended by itself; the text says which and how."""


def die_with(parent: int) -> None:
    """In a new child: be ended by the kernel when the parent is killed and cannot say so itself (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it went before the kernel had been asked
            os._exit(1)


class Children:
    """Use as a context manager: whatever way it is left, no process stays behind."""

    def __init__(self, *, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        self._running: list[tuple[Child, subprocess.Popen[bytes]]] = []
        self._is_stopping = False

    def __enter__(self) -> Self:
        # Set by ourselves: a shell starts background jobs with SIGINT ignored.
        self._before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *error: object) -> None:
        self._is_stopping = True
        self._end_all()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @property
    def is_stopping(self) -> bool:
        return self._is_stopping

    def start(self, child: Child) -> subprocess.Popen[bytes]:
        """Start a child in a session of its own: a Ctrl-C at the terminal reaches us and not it."""
        process = subprocess.Popen(
            list(child.command),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=STDERR,  # what a command prints itself stays apart from what its children say
            start_new_session=True,
            preexec_fn=partial(die_with, os.getpid()),  # noqa: PLW1509  one thread only when children start
        )
        self._running.append((child, process))
        return process

    def wait_until(self, is_ready: Callable[[], bool], *, seconds: float) -> bool:
        """Whether it became ready in time. Raises ChildDied when a child ended meanwhile."""
        deadline = time.monotonic() + seconds
        while not self._is_stopping and time.monotonic() < deadline:
            self._raise_if_one_died()
            if is_ready():
                return True
            time.sleep(0.1)
        return False

    def revive(self) -> list[str]:
        """Start again whatever ended by itself; the names of those."""
        died = [(child, process) for child, process in self._running if process.poll() is not None]
        for pair in died:
            self._running.remove(pair)
            if not self._is_stopping:
                self.start(pair[0])
        return [child.name for child, _process in died]

    def watch(self) -> None:
        """Return when asked to stop; raise ChildDied when a child ends by itself."""
        while not self._is_stopping:
            self._raise_if_one_died()
            time.sleep(0.3)

    def _raise_if_one_died(self) -> None:
        for child, process in self._running:
            code = process.poll()
            if code is not None and not self._is_stopping:
                how = f"was ended by signal {-code}" if code < 0 else f"ended with status {code}"
                raise ChildDied(f"{child.name} (process {process.pid}) {how}: everything else is stopped.")

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._is_stopping = True

    def _end_all(self) -> None:
        """Last started, first ended: Redis outlives the workers that talk to it."""
        for _child, process in reversed(self._running):
            self._end(process)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        _signal_group(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        # Whatever the child itself started belongs to its group.
        _signal_group(process.pid, signal.SIGKILL)
        process.wait()


def _signal_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):  # it is gone already
        os.killpg(group, number)
