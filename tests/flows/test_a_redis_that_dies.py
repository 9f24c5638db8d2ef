"""Redis is killed and comes back empty: the same workers go on, and nothing that was queued is missing at the end."""

import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import redis

from claims.management.redis_server import find_redis_server, redis_command
from tests.flows.newsroom import Newsroom, Wire, feeds_of
from tests.management.test_up import eventually

Keep = Callable[["subprocess.Popen[bytes]"], "subprocess.Popen[bytes]"]


def start_redis(folder: Path) -> "subprocess.Popen[bytes]":
    socket = folder / "redis.sock"
    socket.unlink(missing_ok=True)
    command = redis_command(find_redis_server(), socket=socket, folder=folder)
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    assert eventually(socket.exists, seconds=20)
    return started


def test_the_same_processes_go_on_and_the_sweep_sends_again(
    tmp_path: Path, make_wire: Callable[..., Wire], ended_with_the_test: Keep
) -> None:
    wire = make_wire(hosts=40)
    with tempfile.TemporaryDirectory(prefix="sns-") as short:
        folder = Path(short)
        server = ended_with_the_test(start_redis(folder))
        room = Newsroom(tmp_path, f"unix://{folder / 'redis.sock'}", wire.allow)
        processes = [ended_with_the_test(one) for one in (room.beat(), room.prompt(), room.fetching())]
        room.shell(feeds_of(wire, 10))
        assert eventually(lambda: room.count("claims_feedcheck") == 10), room.said()

        server.kill()
        server.wait()
        room.shell(feeds_of(wire, 40, beginning=10))
        threading.Event().wait(6.0)
        for left in folder.glob("*"):
            if left.is_file():
                left.unlink()
        ended_with_the_test(start_redis(folder))
        room.let_leases_end()  # of what was under way when the connection went
        assert eventually(lambda: room.count("claims_feedcheck") == 40), room.said()
        assert all(process.poll() is None for process in processes)

        room.rows("UPDATE claims_feed SET next_check_at = '2020-01-01 00:00:00+00'")
        redis.Redis(unix_socket_path=str(folder / "redis.sock")).flushall()
        assert eventually(lambda: room.count("claims_feedcheck") == 80), room.said()
        assert all(process.poll() is None for process in processes)
    assert set(wire.asked.values()) == {2}
