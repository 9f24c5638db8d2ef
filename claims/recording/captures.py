"""Keep what an editor supplies instead of a web page."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Body, Capture, JournalEntry, User
from claims.recording import seals
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, Precision

LARGEST = 20 * 1024 * 1024


@transaction.atomic
def record(
    *,
    kind: str,
    content: bytes,
    media_type: str,
    file_name: str = "",
    shows: str = "",
    place: str = "",
    shot_at: datetime | None = None,
    shot_precision: str = Precision.UNKNOWN,
    shot_zone: str = "UTC",
    url: str = "",
    readers: Sequence[User] = (),
    editor: User,
    now: datetime,
    imported_at: datetime | None = None,
) -> Capture:
    """A new capture. With `readers` its bytes and every word about it are sealed for them.

    Raises NotAllowed, or Refused when it is empty or larger than 20 MB.
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record captures."))
    if not content:
        raise Refused(_("A capture needs a file or a text."), field="content")
    if len(content) > LARGEST:
        raise Refused(
            _("A capture is at most 20 MB: keep a larger file elsewhere and capture a part."), field="content"
        )
    words: dict[str, Any] = {
        "file_name": file_name[:200],
        "shows": shows,
        "place": place,
        "shot_at": shot_at,
        "shot_precision": shot_precision,
        "shot_zone": shot_zone,
        "url": url,
    }
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    if readers:
        kept = _sealed(content, media_type, words, readers, now)
        after: dict[str, Any] = {"sealed": True}
    else:
        kept = {"body": Body.objects.keep(content, media_type=media_type, now=now), "media_type": media_type, **words}
        after = {"kind": kind, "sha256": hashlib.sha256(content).hexdigest(), **words}
    capture = Capture.objects.record(kind=kind, by=editor, recorded_at=stamp.recorded_at, **kept)
    JournalEntry.objects.write(
        kind=JournalKind.CAPTURE_RECORDED, subject=capture, after=after, actor=editor, stamp=stamp
    )
    return capture


def _sealed(
    content: bytes, media_type: str, words: dict[str, Any], readers: Sequence[User], now: datetime
) -> dict[str, Any]:
    """The columns of a sealed capture: only the seal. Inside it stand the words and the content (base64 if binary)."""
    is_text = media_type.startswith("text/")
    inside = {name: str(value) for name, value in words.items() if value}
    inside["media_type"] = media_type
    inside["text" if is_text else "base64"] = (
        content.decode("utf-8", errors="replace") if is_text else b64encode(content).decode()
    )
    sealed = seals.seal(json.dumps(inside).encode(), media_type="application/json", readers=readers, now=now)
    return {"seal": sealed, "media_type": "application/json"}
