"""Walk the append-only tables and say what does not hold: `manage.py verify_record`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from claims.models import history_models
from claims.models.integrity import faults


class Command(BaseCommand):
    help = "Recompute every digest, the journal's chain, the triggers and the status of each claim; exit 1 on a fault."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for fault in faults():
            found += 1
            self.stdout.write(str(fault))
        rows = sum(model.objects.count() for model in history_models())
        if found:
            self.stderr.write(f"{found} faults in {rows} rows of {len(history_models())} append-only tables.")
            sys.exit(1)
        self.stdout.write(f"The record holds: {rows} rows of {len(history_models())} append-only tables.")
