"""Notice that an article quotes whoever made a claim."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from claims.analysis import reuse, typography
from claims.analysis.marking import Span
from claims.analysis.quoted_words import quoted
from claims.analysis.words import words_of

LONGEST: Final = 50_000  # characters read
NEARLY: Final = 0.8  # of a quotation's words, in their order
FEWEST: Final = 5  # words, stop words left out, from which a quotation is nobody else's by chance
_FEWEST_QUOTED: Final = 4  # words in quotation marks, all of them counted, for which a speaker is looked
_REACH: Final = 160  # characters around a quotation in which its speaker is named
MOST: Final = 20

_SAYING: Final = re.compile(
    r"\b(?:said|says?|told|added|adding|insist(?:s|ed)|announced|declared|stated|wrote|claim(?:s|ed)|den(?:ies|ied)"
    r"|warned|according to|sagten?|erklärten?|teilten? .{0,40}mit|betonten?|behaupteten?|schrieb(?:en)?|laut"
    r"|сказал\w*|заявил\w*|сообщил\w*|подчеркнул\w*|написал\w*|по словам|сказа(?:в|л\w)|заяви(?:в|л\w)\w*"
    r"|повідоми(?:в|л\w)\w*|наголоси(?:в|л\w)\w*|за словами)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The places in the article where the claimant is quoted; `is_verbatim` when it is the claim's own quotation."""

    spans: tuple[Span, ...]
    is_verbatim: bool
    share: float


def find(text: str, *, quotations: Iterable[str], name: str, is_person: bool) -> OwnWords | None:
    """Where the article quotes the claimant: the recorded quotation, nearly word for word, or words in quotation
    marks beside the claimant's name and a verb of saying. None when it does neither.

    `name` as recorded; a person is known by the last word of it, a body by all its words.
    """
    read = text[:LONGEST]
    recorded = [found for quotation in quotations if (found := _verbatim(read, quotation)) is not None]
    if recorded:
        return max(recorded, key=lambda found: found.share)
    spans = tuple(_attributed(read, [word.root for word in words_of(name)], is_person=is_person))[:MOST]
    return OwnWords(spans, is_verbatim=False, share=_share(read, spans)) if spans else None


def _verbatim(text: str, quotation: str) -> OwnWords | None:
    wanted = len(list(words_of(quotation)))
    if wanted < FEWEST:
        return _short(text, quotation)
    found = reuse.compare(text, quotation).passages
    best = max(found, key=lambda passage: passage.words, default=None)
    if best is None or best.words < NEARLY * wanted:
        return None
    spans = tuple(Span(run.start, run.end) for run in best.runs)
    return OwnWords(spans, is_verbatim=True, share=min(1.0, best.words / wanted))


def _short(text: str, quotation: str) -> OwnWords | None:
    """A short quotation counts only between quotation marks, whole."""
    wanted = typography.plain(quotation).strip(" .,'").casefold()
    if len(wanted.split()) < _FEWEST_QUOTED:
        return None
    same = (
        Span(*span) for span in quoted(text) if typography.plain(text[slice(*span)]).strip(" .,'").casefold() == wanted
    )
    first = next(same, None)
    return OwnWords((first,), is_verbatim=True, share=1.0) if first else None


def _attributed(text: str, name: list[str], *, is_person: bool) -> Iterator[Span]:
    known = set(name[-1:] if is_person else name)
    for start, end in quoted(text) if known else ():
        if len(text[start:end].split()) < _FEWEST_QUOTED:
            continue
        around = f"{_before(text, start)} | {_after(text, end)}"
        if _SAYING.search(around) and known <= {word.root for word in words_of(around)}:
            yield Span(start, end)


def _before(text: str, start: int) -> str:
    """What leads to the quotation, from the beginning of its paragraph or sentence."""
    return re.split(r"\n|[.!?][\"”»“]?\s", text[max(0, start - _REACH) : start])[-1]


def _after(text: str, end: int) -> str:
    """What follows it, up to the end of the sentence."""
    return re.split(r"\n|[.!?](?:\s|$)", text[end : end + _REACH].lstrip("\"”»“’'"))[0]


def _share(text: str, spans: Iterable[Span]) -> float:
    """How much of the text stands in these quotations (0..1)."""
    return min(1.0, sum(span.end - span.start for span in spans) / len(text)) if text else 0.0
