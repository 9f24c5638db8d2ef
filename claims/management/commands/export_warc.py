"""Write an article's stored pages as a web archive: `manage.py export_warc ARTICLE_PUBLIC_ID FILE`."""

import uuid
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import Article, database_now
from claims.publishing import warc


class Command(BaseCommand):
    help = "Write every snapshot of an article's pages into one gzipped WARC 1.1 file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", help="The article's public id.")
        parser.add_argument("file", type=Path, help="Where to write, commonly NAME.warc.gz.")
        parser.add_argument("--force", action="store_true", help="Replace the file where there is one.")

    def handle(self, *args: Any, article: str, file: Path, force: bool, **options: Any) -> None:
        file = Path(file)
        known = _article(article)
        if file.is_dir():
            raise CommandError(f"{file} is a folder: name a file in it.")
        if file.exists() and not force:
            raise CommandError(f"{file} is there already: name another file, or replace it with --force.")
        try:
            written = _write(known, file, now=database_now())
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror or error}.") from error
        self.stdout.write(f"Wrote {written} snapshot{'' if written == 1 else 's'} of {known.url} to {file}.")


def _article(public_id: str) -> Article:
    try:
        return Article.objects.get(public_id=uuid.UUID(public_id))
    except (ValueError, Article.DoesNotExist) as error:
        raise CommandError(f"There is no article with the public id {public_id}.") from error


def _write(article: Article, file: Path, *, now: datetime) -> int:
    """Write beside the file and rename: whoever finds the file finds it whole."""
    beside = file.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with beside.open("xb") as stream:
            written = warc.write_warc(article, stream, now=now)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return written
