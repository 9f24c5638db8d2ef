"""Workers are killed twenty times over two hundred due feeds: all are polled in the end, each item stored once."""

import os
import random
import signal
import subprocess
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.flows.newsroom import Newsroom, Wire, children_of, feeds_of, kill
from tests.management.test_up import eventually

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the processes from /proc")
FEEDS, KILLS = 200, 20


def test_all_are_polled_and_nothing_is_doubled(
    tmp_path: Path,
    redis_url: str,
    make_wire: Callable[..., Wire],
    ended_with_the_test: Callable[["subprocess.Popen[bytes]"], "subprocess.Popen[bytes]"],
) -> None:
    wire = make_wire(hosts=100, delay=6.0)
    room = Newsroom(tmp_path, redis_url, wire.allow)
    room.shell(feeds_of(wire, FEEDS) + "Feed.objects.update(shortest_seconds=3600, longest_seconds=3600)\n")
    ended_with_the_test(room.beat())
    ended_with_the_test(room.prompt())
    worker = ended_with_the_test(room.fetching())
    dice, pause = random.Random(4), threading.Event()
    assert eventually(lambda: wire.asked.total() > 0), room.said()
    for number in range(KILLS):
        pause.wait(0.2 + dice.random())
        if number % 5 == 4:
            kill(worker)
            worker = ended_with_the_test(room.fetching())
            asked = wire.asked.total()
            eventually(lambda before=asked: wire.asked.total() > before or polled(room) == FEEDS, seconds=40)  # type: ignore[misc]
        else:
            assert eventually(partial(killed_a_child, worker, dice)), room.said()
        room.let_leases_end()
    wire.delay = 0.0
    assert eventually(lambda: polled(room) == FEEDS), room.said()
    assert room.count("claims_feeditem") == room.count("claims_page") == FEEDS * 10
    assert room.count("claims_feed", "state = 'active' AND failures = 0 AND attempts = 0") == FEEDS
    assert room.count("claims_feedcheck") == FEEDS
    room.run("manage.py", "verify_record")


def killed_a_child(worker: "subprocess.Popen[bytes]", dice: random.Random) -> bool:
    """Whether there was one to kill: between two lives of a pool process there is none."""
    children = children_of(worker)
    if not children:
        return False
    try:
        os.kill(dice.choice(children), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def polled(room: Newsroom) -> int:
    return room.count("claims_feed", "last_success_at IS NOT NULL")
