"""Processes that a test starts end with it."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from tests.flows.newsroom import Wire, kill


@pytest.fixture
def ended_with_the_test() -> Iterator[Callable[["subprocess.Popen[bytes]"], "subprocess.Popen[bytes]"]]:
    """Hand in a process; it is killed when the test is over."""
    started: list[subprocess.Popen[bytes]] = []

    def keep(process: "subprocess.Popen[bytes]") -> "subprocess.Popen[bytes]":
        started.append(process)
        return process

    yield keep
    for process in started:
        with suppress(ProcessLookupError, PermissionError):
            kill(process)


@pytest.fixture
def make_wire() -> Iterator[Callable[..., Wire]]:
    made: list[Wire] = []

    def make(**given: float) -> Wire:
        wire = Wire(**given)  # type: ignore[arg-type]
        made.append(wire)
        return wire

    yield make
    for wire in made:
        wire.close()
