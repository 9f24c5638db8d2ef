"""Read an e-mail as text: who sent what to whom, as a person would see it; nothing in it is run, opened or fetched."""

import email.errors
import email.header
import email.parser
import email.policy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from typing import Any, Final

from claims.analysis import dates, plain_text

MOST_BYTES: Final = 1024 * 1024  # read of one message: what people wrote stands before what they attached
MOST_PARTS: Final = 100
LONGEST_TEXT: Final = 200_000  # characters
LONGEST_HEADER: Final = 1_000
_LONGEST_SOURCE: Final = (
    8_000  # characters of one header that are parsed: Python takes quadratic time for its parameters
)
_TOLD: Final = ("From", "To", "Cc", "Subject", "Date")
_HEADER: Final = re.compile(r"(?:[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*\r?\n)+", re.ASCII)
_OF_AN_EMAIL: Final = re.compile(
    r"^(?:from|to|cc|date|subject|message-id|received|return-path|mime-version|delivered-to):", re.I | re.M
)


# What Python's own parser stumbles over in headers that nobody but an attacker writes.
_UNREADABLE: Final = (
    RecursionError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    email.errors.MessageError,
)


class _ShortHeaders(email.policy.Compat32):
    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_SOURCE]


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail as a reader sees it, "" for what it does not say. attachments: names only, they are not opened."""

    headers: tuple[tuple[str, str], ...]
    subject: str
    sent_at: datetime | None
    text: str
    attachments: tuple[str, ...]

    def told(self) -> str:
        """Headers, text and the names of what was attached, as one text."""
        lines = "\n".join(f"{name}: {value}" for name, value in self.headers)
        attached = "\n".join(f"[{name}]" for name in self.attachments)
        return "\n\n".join(part for part in (lines, self.text, attached) if part)


def is_email(text: str) -> bool:
    """Whether a text begins as the source of an e-mail does: header lines, at least three of them an e-mail's."""
    head = _HEADER.match(text.lstrip()[:20_000])
    return head is not None and len({one.lower() for one in _OF_AN_EMAIL.findall(head.group())}) >= 3


def read(content: bytes, *, now: datetime) -> Email:
    """The e-mail in these bytes (RFC 5322, MIME). Never raises for what they hold: what is no e-mail is its text."""
    raw = content[:MOST_BYTES]
    message = _parsed(raw)
    if message is None:
        return Email((), "", None, _harmless(raw.decode("utf-8", errors="replace")), ())
    headers = tuple((name, value) for name in _TOLD if (value := _header(message, name)))
    texts, attachments = _seen(message)
    return Email(
        headers=headers,
        subject=dict(headers).get("Subject", ""),
        sent_at=dates.read_date(dict(headers).get("Date", ""), now=now),
        text=plain_text.shortened("\n\n".join(texts), most=LONGEST_TEXT),
        attachments=attachments,
    )


def _parsed(raw: bytes) -> "Message[str, str] | None":
    # Each nested part is one more frame of the parser and one more look at every line.
    if raw.lower().count(b"boundary") > MOST_PARTS:
        return None
    try:
        return email.parser.BytesParser(policy=_ShortHeaders()).parsebytes(raw)
    except _UNREADABLE:
        return None


def _seen(message: "Message[str, str]") -> tuple[list[str], tuple[str, ...]]:
    """The texts, in order, and the names of everything else. Of two versions of one text the plain one is taken."""
    texts: list[str] = []
    attachments: list[str] = []
    for part in _parts(message, 0):
        name = plain_text.one_line(_decoded(_asked(part.get_filename)))[:200]
        media_type = part.get_content_type()
        if name or not media_type.startswith("text/"):
            attachments.append(name or media_type)
        elif text := _text(part):
            texts.append(text)
    return texts, tuple(attachments[:MOST_PARTS])


def _parts(message: "Message[str, str]", depth: int) -> Iterator["Message[str, str]"]:
    """Everything that holds no further parts; a message within the message comes with its own headers."""
    inner: Any = message.get_payload() if message.is_multipart() else None
    if not isinstance(inner, list):
        yield message
        return
    if depth > MOST_PARTS:
        return
    listed = inner[:MOST_PARTS]
    if message.get_content_type() == "multipart/alternative":
        listed = [_plainest(listed)] if listed else []
    for part in listed:
        if message.get_content_type() == "message/rfc822":
            yield _head_of(part)
        yield from _parts(part, depth + 1)


def _plainest(versions: "list[Message[str, str]]") -> "Message[str, str]":
    plain = [one for one in versions if one.get_content_type() == "text/plain"]
    return (plain or versions)[0]


def _head_of(message: "Message[str, str]") -> "Message[str, str]":
    """The headers of a forwarded message, as a text of their own."""
    lines = [f"{name}: {value}" for name in _TOLD if (value := _header(message, name))]
    head: Message[str, str] = Message()
    head.set_payload("\n".join(lines), "utf-8")
    return head


def _text(part: "Message[str, str]") -> str:
    try:
        payload = part.get_payload(decode=True)
    except _UNREADABLE:
        payload = None
    if not isinstance(payload, bytes):
        return ""
    charset = _asked(part.get_content_charset) or "utf-8"
    try:
        text = payload.decode(charset, errors="replace")
    except (LookupError, ValueError):
        text = payload.decode("utf-8", errors="replace")
    if part.get_content_type() == "text/html":
        return plain_text.from_html(text)
    return _harmless(text)


def _asked(parameter: Callable[[], str | None]) -> str:
    """A parameter of a header; "" where there is none, or nobody could tell."""
    try:
        return parameter() or ""
    except _UNREADABLE:
        return ""


def _header(message: "Message[str, str]", name: str) -> str:
    return plain_text.one_line(_decoded(str(message.get(name) or "")))[:LONGEST_HEADER]


def _decoded(value: str) -> str:
    """An encoded word (RFC 2047) in its letters; one that cannot be decoded as it is written."""
    try:
        written = str(email.header.make_header(email.header.decode_header(value[: 4 * LONGEST_HEADER])))
    except _UNREADABLE:
        written = value
    return plain_text.harmless(written)


def _harmless(text: str) -> str:
    return plain_text.harmless(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
