"""Let somebody in who is shut out, when no chief can: take off the lock, and a lost second factor with it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from claims.models import SignIn, User, database_now
from claims.recording import second_factors, sign_ins
from claims.refusals import Refused
from claims.vocabulary import Lock


class Command(BaseCommand):
    help = str(__doc__)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--second-factor", action="store_true", help="reset their second factor too")
        parser.add_argument("--because", default="", help="why, and how you know who asks: it stands in the journal")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError("Nobody has this user name.")
        try:
            with transaction.atomic():
                self._let_in(person, options)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused

    def _let_in(self, person: User, options: dict[str, Any]) -> None:
        now = database_now()
        lock = SignIn.objects.locking(now).filter(user=person, lock=Lock.NAME).first()
        if lock is not None:
            sign_ins.unlock(lock=lock, editor=None, now=now)
            self.stdout.write("Unlocked.")
        if options["second_factor"]:
            second_factors.reset(person=person, reason=options["because"], editor=None, now=now)
            self.stdout.write("The second factor is reset.")
        elif lock is None:
            self.stdout.write("Nothing locks them out.")
