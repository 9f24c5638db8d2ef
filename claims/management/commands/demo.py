"""Load the demonstration newsroom; running it twice changes nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.demonstration import accounts, newsroom
from claims.models import database_now


class Command(BaseCommand):
    help = "Load the demonstration newsroom: the story of 15 February 2022 as it stood at noon."

    def handle(self, *args: Any, **options: Any) -> None:
        if newsroom.is_built():
            self.stdout.write("The demonstration newsroom is here already: nothing was changed.")
            return
        made = newsroom.build(now=database_now())
        accounts.keep(made, kept_in=settings.VAR_DIR / "accounts.txt")
        self.stdout.write(f"The demonstration newsroom is loaded, with {len(made)} people.")
