"""Two beats and two fetching workers poll no feed more often than one of each would."""

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from tests.flows.newsroom import Newsroom, Wire, feeds_of
from tests.management.test_up import eventually

FEEDS = 60
SWEEPS = 4 * 5.0  # seconds of four more sweeps by each beat


def test_each_feed_is_asked_once(
    tmp_path: Path,
    redis_url: str,
    make_wire: Callable[..., Wire],
    ended_with_the_test: Callable[["subprocess.Popen[bytes]"], "subprocess.Popen[bytes]"],
) -> None:
    wire = make_wire(hosts=30, delay=0.2)
    room = Newsroom(tmp_path, redis_url, wire.allow)
    room.shell(feeds_of(wire, FEEDS))
    for name in ("one", "other"):
        ended_with_the_test(room.beat(name))
        ended_with_the_test(room.fetching(name=name))
    ended_with_the_test(room.prompt())
    assert eventually(lambda: room.count("claims_feedcheck") >= FEEDS), room.said()
    threading.Event().wait(SWEEPS)
    assert set(wire.asked.values()) == {1}
    assert room.count("claims_feedcheck") == FEEDS
    assert wire.most_at_once == 1
