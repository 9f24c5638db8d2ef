"""A worker is stopped in the middle of a poll until its lease is over and another has polled: its write is refused."""

import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.flows.newsroom import Newsroom, Wire, feeds_of
from tests.management.test_up import eventually


def test_one_result(
    tmp_path: Path,
    redis_url: str,
    make_wire: Callable[..., Wire],
    ended_with_the_test: Callable[["subprocess.Popen[bytes]"], "subprocess.Popen[bytes]"],
) -> None:
    wire = make_wire(hosts=1)
    room = Newsroom(tmp_path, redis_url, wire.allow)
    room.shell(feeds_of(wire, 1))
    wire.hold()
    sleeper = ended_with_the_test(room.start("manage.py", "poll", "--feed", "1"))
    assert eventually(lambda: wire.asked["/feed/0"] == 1), room.said()
    os.kill(sleeper.pid, signal.SIGSTOP)
    wire.release()
    room.let_leases_end()
    told = json.loads(room.run("manage.py", "poll", "--feed", "1"))
    assert (told["feeds"], told["new_items"]) == (1, 10)
    checked = room.rows("SELECT started_at FROM claims_feedcheck")
    os.kill(sleeper.pid, signal.SIGCONT)
    assert eventually(lambda: sleeper.poll() is not None)
    assert sleeper.returncode == 0, room.said()
    assert room.rows("SELECT started_at FROM claims_feedcheck") == checked
    assert room.count("claims_feeditem") == 10
    assert wire.asked["/feed/0"] == 2
