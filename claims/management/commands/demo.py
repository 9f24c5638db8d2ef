"""Load the demonstration newsroom; running it twice changes nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from claims.demonstration import accounts, newsroom, wire
from claims.models import database_now


class Command(BaseCommand):
    help = "Load the demonstration newsroom: the story of 15 February 2022 as it stood at noon."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--wire-port", type=int, default=wire.PORT, help="where the demonstration wire serves")

    def handle(self, *args: Any, wire_port: int, **options: Any) -> None:
        if newsroom.is_built():
            self.stdout.write("The demonstration newsroom is here already: nothing was changed.")
            return
        made = newsroom.build(now=database_now(), wire_port=wire_port)
        accounts.keep(made, kept_in=settings.VAR_DIR / "accounts.txt")
        self.stdout.write(f"The demonstration newsroom is loaded, with {len(made)} people.")
