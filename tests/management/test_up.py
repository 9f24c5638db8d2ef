"""`manage.py up` starts the whole house, and leaves no process behind, however it ends."""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the processes from /proc")
PATIENCE = 150.0  # seconds: a busy machine is slow, not wrong


def free_port() -> int:
    """A port that nobody listens at, below those which the kernel gives to connections that are opened meanwhile."""
    while True:
        port = random.SystemRandom().randrange(15000, 32000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def descendants(pid: int) -> set[int]:
    """The processes below one, by what the kernel says of their parents."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found, frontier = set(), {pid}
    while frontier:
        frontier = {child for child, parent in parents.items() if parent in frontier} - found
        found |= frontier
    return found


def command_of(pid: int) -> list[bytes]:
    """The words of its command line; none of one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def eventually(holds: Callable[[], bool], *, seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return holds()


@contextmanager
def house(
    folder: Path, *arguments: str, ignoring_interrupts: bool = False
) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """The house on a port of its own, once it says that it runs; ended whatever the test does."""
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "manage.py", "up", "--no-demo", f"--port={port}", *arguments]
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if ignoring_interrupts else None
    try:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
    assert process.stdout is not None
    try:
        said = ""
        while "is running" not in said and (line := process.stdout.readline()):
            said += line
        assert "is running" in said, said
        yield process, port
    finally:
        children = descendants(process.pid)
        process.kill()
        process.wait()
        process.stdout.close()
        assert eventually(lambda: not any(is_running(pid) for pid in children))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all starts of this file: the second finds a migrated database."""
    return tmp_path_factory.mktemp("var")


def test_it_answers_and_ends_with_everything_it_started_on_sigterm(folder: Path) -> None:
    with house(folder) as (process, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            assert answer.status == 200
        children = descendants(process.pid)
        assert len(children) >= 6
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert not any(is_running(pid) for pid in children)


def test_it_ends_on_an_interrupt_although_started_in_the_background(folder: Path) -> None:
    with house(folder, ignoring_interrupts=True) as (process, _port):
        children = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert not any(is_running(pid) for pid in children)


def test_a_child_that_dies_is_said_and_ends_the_rest(folder: Path) -> None:
    with house(folder) as (process, _port):
        children = descendants(process.pid)
        beat = next(pid for pid in children if b"beat" in command_of(pid))
        os.kill(beat, signal.SIGKILL)
        assert process.wait(60) == 1
        assert process.stdout is not None
        said = process.stdout.read()
        assert re.search(rf"beat \(process {beat}\) was ended by signal 9", said)
        assert "Traceback" not in said
        assert not any(is_running(pid) for pid in children)


def test_when_it_is_killed_itself_its_children_end_too(folder: Path) -> None:
    with house(folder) as (process, _port):
        children = descendants(process.pid)
        process.kill()
        process.wait()
        assert eventually(lambda: not any(is_running(pid) for pid in children))


@pytest.mark.parametrize("port", ["80000", "no-number"])
def test_a_port_that_is_none_is_refused_in_a_sentence(tmp_path: Path, port: str) -> None:
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "PORT": port}
    command = [sys.executable, "manage.py", "up", "--no-demo"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert "port" in ended.stderr.lower()
    assert "Traceback" not in ended.stderr


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
        command = [sys.executable, "manage.py", "up", "--no-demo", f"--port={port}"]
        ended = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
    assert ended.returncode == 1
    assert (
        ended.stderr.strip()
        == f"CommandError: Port {port} is in use or not ours: choose another with PORT=8001 make run."
    )
