"""Workers that store what they read and people who record claims write at once: nobody is told of a lock."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.flows.newsroom import Newsroom, Wire, feeds_of
from tests.management.test_up import PATIENCE, ROOT, eventually

FEEDS, PEOPLE, CLAIMS = 60, 4, 40
RECORD = """
from claims.models import database_now, User
from claims.recording import claims
ada = User.objects.get(username="ada")
for number in range({count}):
    claims.record(statement="Claim %d of person {person}" % number, editor=ada, now=database_now())
"""
ADA = "from tests import factories\nfrom claims.vocabulary import Role\nfactories.person('ada', Role.EDITOR)\n"


def test_all_of_it_is_stored(
    tmp_path: Path,
    redis_url: str,
    make_wire: Callable[..., Wire],
    ended_with_the_test: Callable[["subprocess.Popen[bytes]"], "subprocess.Popen[bytes]"],
) -> None:
    wire = make_wire(hosts=30)
    room = Newsroom(tmp_path, redis_url, wire.allow)
    room.shell(ADA + feeds_of(wire, FEEDS))
    ended_with_the_test(room.beat())
    ended_with_the_test(room.prompt())
    ended_with_the_test(room.fetching())
    people = [
        subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", RECORD.format(person=person, count=CLAIMS)],
            cwd=ROOT,
            env=room.environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for person in range(PEOPLE)
    ]
    for person in people:
        _nothing, said = person.communicate(timeout=PATIENCE)
        assert person.returncode == 0, said
    assert room.count("claims_claim") == PEOPLE * CLAIMS
    assert eventually(lambda: room.count("claims_feedcheck") >= FEEDS), room.said()
    assert "database is locked" not in (tmp_path / "processes.log").read_text(errors="replace")
    room.run("manage.py", "verify_record")
