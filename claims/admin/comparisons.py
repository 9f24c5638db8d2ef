"""Show what changed between two revisions of an article, and what that does to the readings that rest on it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from claims.admin import claim_sections
from claims.admin.since_read import is_lost
from claims.analysis import marking, quotations, word_diff
from claims.analysis.marking import Run, Span
from claims.analysis.word_diff import Piece
from claims.models import Article, Claim, Evidence, JournalEntry, Revision, StanceReading, User
from claims.verification import readings

FOLDED: Final = 600  # characters; a longer run that stayed is folded but for its ends
_ENDS: Final = 160  # characters of it that are shown at either end
LONGEST: Final = 12_000  # characters of one run
_MARGIN: Final = 240  # characters shown on either side of a quotation
_STORED: Final = 700  # likewise, of the text that a lost quotation stood in
_MOST_RESTING: Final = 50

Compare = Callable[[str, str], tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A run of words as the page has it."""

    kind: str
    text: str
    is_quoted: bool = False
    is_folded: bool = False

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions, word by word; `text` is None where one of the two texts was removed."""

    old: Revision
    new: Revision
    title: tuple[Shown, ...]
    text: tuple[Shown, ...] | None
    removed: int
    added: int


@dataclass(frozen=True, slots=True)
class Resting:
    """Evidence that is the article, as it was last read, against a newer revision.

    `state`: unread, current, kept (the words around the quotation stand), near (something changed near it), changed
    (nothing is quoted), lost, or removed (a text is gone).
    """

    evidence: Evidence
    reading: StanceReading | None
    state: str
    near: tuple[Shown, ...] = ()
    stored: tuple[Run, ...] = ()
    may_be_taken_back: bool = False

    @property
    def is_behind(self) -> bool:
        return self.state not in {"unread", "current"}

    @property
    def number(self) -> int:
        return self.reading.number if self.reading else 0


def of(old: Revision, new: Revision) -> Comparison:
    before, after = old.kept_text, new.kept_text
    pieces = word_diff.compare(before, after) if before is not None and after is not None else None
    return Comparison(
        old=old,
        new=new,
        title=tuple(_shown(word_diff.compare(old.title, new.title))),
        text=tuple(_folded(_shown(pieces))) if pieces is not None else None,
        removed=_words(pieces, "removed"),
        added=_words(pieces, "added"),
    )


def resting(article: Article, new: Revision, reader: User) -> list[Resting]:
    """What this person may see of the evidence that the article is, what needs them first."""
    rows = list(
        Evidence.objects.visible_to(reader)
        .standing()
        .filter(article=article, claim__in=Claim.objects.visible_to(reader))
        .select_related("claim", "source__merged_into")
        .order_by("pk")[:_MOST_RESTING]
    )
    read = claim_sections.newest_readings(rows)
    revisions = Revision.objects.select_related("body").in_bulk([one.revision_id for one in read.values()])
    undone = JournalEntry.objects.filter(number__in=[one.number for one in read.values()], kind__in=readings.TAKEN_BACK)
    numbers = set(undone.values_list("number", flat=True))
    compare = cache(word_diff.compare)  # many rest on one revision; kept no longer than this answer takes
    told = []
    for row in rows:
        reading = read.get(row.pk)
        if reading is not None and reading.revision_id is not None:
            reading.revision = revisions[reading.revision_id]
        may_be_taken_back = reading is not None and reading.number in numbers
        told.append(_resting(row, reading, new, compare, may_be_taken_back=may_be_taken_back))
    return sorted(told, key=lambda one: (not one.is_behind, one.state != "lost"))


def _resting(
    row: Evidence, reading: StanceReading | None, new: Revision, compare: Compare, *, may_be_taken_back: bool
) -> Resting:
    if reading is None or reading.revision is None:
        return Resting(row, reading, "unread")
    if reading.revision.number >= new.number:
        return Resting(row, reading, "current", may_be_taken_back=may_be_taken_back)
    before, after = reading.revision.kept_text, new.kept_text
    if before is None or after is None:
        return Resting(row, reading, "removed", may_be_taken_back=may_be_taken_back)
    if not reading.quotation:
        return Resting(row, reading, "changed", may_be_taken_back=may_be_taken_back)
    near = _near(before, after, reading, new, compare)
    is_touched = any(one.kind != "same" for one in near)
    state = "lost" if is_lost(reading, new) else "near" if is_touched else "kept"
    return Resting(row, reading, state, near, stored(reading) if state == "lost" else (), may_be_taken_back)


def _near(before: str, after: str, reading: StanceReading, new: Revision, compare: Compare) -> tuple[Shown, ...]:
    """What stands around the quotation now and stood there then; the headline when it was quoted."""
    start = quotations.find(before, reading.anchor)
    if start < 0 and reading.revision is not None:
        return tuple(_shown(word_diff.compare(reading.revision.title, new.title)))
    quoted = Span(start, start + len(reading.quotation))
    pieces = word_diff.near(compare(before, after), quoted.start, quoted.end, margin=_MARGIN)
    return tuple(_marked(pieces, quoted))


def _marked(pieces: Iterable[Piece], quoted: Span) -> Iterator[Shown]:
    """The pieces, those of the quotation apart from those around it."""
    for piece in pieces:
        if piece.kind == "added":
            yield Shown(piece.kind, piece.text)
            continue
        cuts = sorted({0, len(piece.text), *(min(max(at - piece.start, 0), len(piece.text)) for at in _ends(quoted))})
        for first, last in pairwise(cuts):
            is_quoted = quoted.start <= piece.start + first < quoted.end
            yield Shown(piece.kind, piece.text[first:last], is_quoted=is_quoted)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def stored(reading: StanceReading) -> tuple[Run, ...]:
    """The text that was read around the quotation, which is marked; nothing when that text was removed."""
    text = reading.revision.kept_text if reading.revision else None
    if text is None or not reading.quotation:
        return ()
    start = max(0, quotations.find(text, reading.anchor))
    begin = max(0, start - _STORED)
    quoted = Span(start - begin, start - begin + len(reading.quotation))
    return marking.mark_places(text[begin : start + len(reading.quotation) + _STORED], [quoted])


def _shown(pieces: Iterable[Piece]) -> Iterator[Shown]:
    return (Shown(piece.kind, piece.text) for piece in pieces)


def _folded(shown: Iterable[Shown]) -> Iterator[Shown]:
    """A long run that stayed is folded but for its ends; what is longer than a page shows is cut."""
    for one in shown:
        if one.kind != "same" or len(one.text) <= FOLDED:
            yield Shown(one.kind, _cut(one.text))
            continue
        yield Shown(one.kind, one.text[:_ENDS])
        yield Shown(one.kind, _cut(one.text[_ENDS:-_ENDS]), is_folded=True)
        yield Shown(one.kind, one.text[-_ENDS:])


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _words(pieces: Iterable[Piece] | None, kind: str) -> int:
    return sum(len(piece.text.split()) for piece in pieces or () if piece.kind == kind)
