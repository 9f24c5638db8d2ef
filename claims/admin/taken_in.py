"""Keep what was typed, pasted or dropped beside the form as a capture."""

from datetime import datetime
from typing import Any, Final

from claims.analysis import emails
from claims.analysis.captured_text import EMAIL
from claims.models import Capture, User
from claims.recording import captures
from claims.vocabulary import CaptureKind

_KINDS: Final = {"image": CaptureKind.SCREENSHOT, "video": CaptureKind.VIDEO}


def of_words(words: str, *, were_pasted: bool, url: str, editor: User, now: datetime) -> Capture:
    """Typed or pasted text; the source of an e-mail is known by its headers. Raises NotAllowed or Refused."""
    if emails.is_email(words):
        return _kept(CaptureKind.EMAIL, words.lstrip().encode(), EMAIL, "", url, editor, now)
    kind = CaptureKind.PASTED if were_pasted else CaptureKind.TYPED
    return _kept(kind, words.strip().encode(), "text/plain", "", url, editor, now)


def of_file(upload: Any, *, url: str, editor: User, now: datetime) -> Capture:
    """A dropped or chosen file. Raises NotAllowed, or Refused for one that is empty or larger than 20 MB."""
    media_type = (upload.content_type or "application/octet-stream")[:100]
    # Read no more than it takes to say that it is too large.
    content = upload.read(captures.LARGEST + 1)
    if upload.name.lower().endswith(".eml") or media_type == EMAIL:
        return _kept(CaptureKind.EMAIL, content, EMAIL, upload.name, url, editor, now)
    kind = _KINDS.get(media_type.partition("/")[0], CaptureKind.FILE)
    return _kept(kind, content, media_type, upload.name, url, editor, now)


def _kept(kind: str, content: bytes, media_type: str, name: str, url: str, editor: User, now: datetime) -> Capture:
    return captures.record(
        kind=kind, content=content, media_type=media_type, file_name=name, url=url, editor=editor, now=now
    )
