"""A shift begins where its person said to have read up to, or where the last sign-in proposes."""

from datetime import timedelta

import pytest

from claims.models import JournalEntry, User, database_now
from claims.recording import shifts
from claims.refusals import Refused
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def say(number: int) -> None:
    shifts.read_up_to(number=number, editor=factories.ben(), now=NOON)


def test_what_was_said_last_holds() -> None:
    factories.claim()
    factories.claim()
    say(1)
    say(2)
    began = shifts.beginning(factories.ben())
    assert (began.number, began.is_said) == (2, True)
    assert shifts.beginning(factories.ada()).is_said is False


def test_a_number_that_is_not_there_yet_is_refused() -> None:
    factories.claim()
    for number in (2, -1):
        with pytest.raises(Refused):
            say(number)


def test_an_older_page_does_not_take_it_back() -> None:
    factories.claim()
    factories.claim()
    say(2)
    with pytest.raises(Refused, match="further"):
        say(1)
    assert shifts.beginning(factories.ben()).number == 2


def test_without_a_word_it_begins_at_the_last_act_before_the_sign_in() -> None:
    ada = factories.ada()
    factories.claim()
    last = shifts.newest_number()
    User.objects.filter(pk=ada.pk).update(last_login=database_now() + timedelta(seconds=1))
    ada.refresh_from_db()
    factories.claim(editor=factories.carl())
    began = shifts.beginning(ada)
    assert (began.number, began.is_said) == (last, False)


def test_who_did_nothing_yet_begins_a_day_before_the_sign_in() -> None:
    ben = factories.ben()
    factories.claim()
    ben.last_login = database_now() + timedelta(hours=23)
    assert shifts.beginning(ben).number == 0
    ben.last_login = database_now() + timedelta(hours=25)
    assert shifts.beginning(ben).number == JournalEntry.objects.count()


def test_who_never_signed_in_begins_at_the_beginning() -> None:
    assert shifts.beginning(factories.ben()).number == 0
