"""A feed that ends its worker is set aside after three tries; the others are polled meanwhile."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.flows.newsroom import Newsroom, Wire, feeds_of
from tests.management.test_up import eventually

HEALTHY = 20


def test_three_tries_and_it_is_set_aside(
    tmp_path: Path,
    redis_url: str,
    make_wire: Callable[..., Wire],
    ended_with_the_test: Callable[["subprocess.Popen[bytes]"], "subprocess.Popen[bytes]"],
) -> None:
    wire = make_wire(hosts=HEALTHY + 1)
    wire.poison.add("/feed/0")
    room = Newsroom(tmp_path, redis_url, wire.allow)
    room.shell(feeds_of(wire, HEALTHY + 1))
    ended_with_the_test(room.beat())
    ended_with_the_test(room.prompt())
    ended_with_the_test(room.fetching(app="tests.flows.poisoned"))

    def is_set_aside() -> bool:
        room.let_leases_end()
        return room.count("claims_feed", "state = 'quarantined'") == 1

    assert eventually(is_set_aside), room.said()
    assert eventually(lambda: room.count("claims_feed", "last_success_at IS NOT NULL") == HEALTHY)
    assert (tmp_path / "deaths").read_text() == "xxx"
    assert room.rows("SELECT last_error FROM claims_feed WHERE state = 'quarantined'") == [
        ("Reading it ended our program three times in a row: it is tried once a day.",)
    ]
    assert room.count("claims_journalentry", "kind = 'feed.quarantined'") == 1
