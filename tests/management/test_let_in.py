"""When the only chief is shut out, the operator lets them in, and the journal says so."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from claims.models import JournalEntry
from tests import factories
from tests.admin.doors import came_in, tried, with_second_factor

pytestmark = pytest.mark.django_db


def let_in(*arguments: str) -> str:
    said = StringIO()
    call_command("let_in", *arguments, stdout=said)
    return said.getvalue()


def test_it_unlocks_and_resets_what_is_lost() -> None:
    carl = factories.carl()
    with_second_factor(came_in(carl), carl)
    stranger = Client(REMOTE_ADDR="198.51.100.9")
    for _ in range(5):
        tried(stranger, "carl", "wrong")
    with pytest.raises(CommandError, match="Say why"):
        let_in("carl", "--second-factor")
    assert tried(stranger, "carl", "carl may enter").status_code == 429
    said = let_in("carl", "--second-factor", "--because", "He stands beside me.")
    assert said == "Unlocked.\nThe second factor is reset.\n"
    assert tried(stranger, "carl", "carl may enter")["Location"] == "/admin/"
    lines = JournalEntry.objects.of_people().filter(kind__in=["sign_in.unlocked", "second_factor.reset"])
    assert [(one.actor, one.reason) for one in lines.order_by("number")] == [(None, ""), (None, "He stands beside me.")]


def test_it_says_when_there_is_nothing_to_do() -> None:
    factories.carl()
    assert let_in("carl") == "Nothing locks them out.\n"
    with pytest.raises(CommandError, match="Nobody has this user name"):
        let_in("nobody")
