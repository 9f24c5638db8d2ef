"""Say why the software proposed an article, in an editor's words, and mark it in both texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.admin.articles import text_of
from claims.analysis import marking, reuse
from claims.analysis.marking import Run, Span
from claims.models import Evidence, Suggestion

COPY_FROM = 0.8  # of the shorter text's runs of five words
WORDS_TOLD = 8


@dataclass(frozen=True, slots=True)
class Told:
    """One suggestion as the queue shows it."""

    statement: tuple[Run, ...]
    quotation: tuple[Run, ...]
    headline: tuple[Run, ...]
    text: tuple[Run, ...]
    has_text: bool
    is_cut: bool
    sentence: str
    reasons: tuple[str, ...]
    copy_of: Evidence | None


def tell(suggestion: Suggestion) -> Told:
    """Both texts marked, the reasons in words, and the confirmed article of which this is a copy."""
    reasons: Mapping[str, Any] = suggestion.reasons
    text = text_of(suggestion.revision)
    best = _best(reasons, text or "")
    part = marking.window(len(text or ""), best)
    within = Span(best.start - part.start, best.end - part.start) if best else None
    words = matched(reasons)
    return Told(
        statement=marking.mark(suggestion.claim.statement, matched=words, best=None),
        quotation=marking.mark(suggestion.claim.quotation, matched=words, best=None),
        headline=marking.mark(suggestion.revision.title, matched=words, best=_whole(suggestion, reasons)),
        text=marking.mark((text or "")[part.start : part.end], matched=words, best=within),
        has_text=text is not None,
        is_cut=part.end - part.start < len(text or ""),
        sentence=str(reasons.get("sentence", "")),
        reasons=tuple(in_words(reasons)),
        copy_of=copy_of(suggestion, text or ""),
    )


def matched(reasons: Mapping[str, Any]) -> list[str]:
    weighed = [str(pair[0]) for pair in reasons.get("words", ())]
    return [*weighed, *map(str, reasons.get("names", ())), *map(str, reasons.get("numbers", ()))]


def in_words(reasons: Mapping[str, Any]) -> list[str]:
    """ "3 of 4 names shared: …", numbers likewise, and the words by weight."""
    told = [
        *_shared(
            reasons.get("names", []), reasons.get("missing_names", []), _("%(n)d of %(all)d names shared: %(them)s")
        ),
        *_shared(
            reasons.get("numbers", []),
            reasons.get("missing_numbers", []),
            _("%(n)d of %(all)d numbers shared: %(them)s"),
        ),
    ]
    words = reasons.get("words", [])[:WORDS_TOLD]
    if words:
        weighed = ", ".join(f"{word} {weight:.0%}" for word, weight in words)
        told.append(
            ngettext("%(n)d word of the claim: %(them)s", "%(n)d words of the claim: %(them)s", len(words))
            % {"n": len(words), "them": weighed}
        )
    return told


def copy_of(suggestion: Suggestion, text: str) -> Evidence | None:
    """The evidence of the same claim whose article reads nearly the same."""
    others = (
        Evidence.objects.standing()
        .public()
        .filter(claim=suggestion.claim, article__isnull=False, suggestion__revision__isnull=False)
        .exclude(article=suggestion.article)
        .select_related("source", "article__outlet", "suggestion__revision__body")
        .order_by("pk")[:20]
    )
    for one in others:
        read = text_of(one.suggestion.revision) if one.suggestion else None
        if text and read and reuse.overlap(text, read) >= COPY_FROM:
            return one
    return None


def _best(reasons: Mapping[str, Any], text: str) -> Span | None:
    start, sentence = reasons.get("sentence_start", -1), str(reasons.get("sentence", ""))
    if not sentence or not isinstance(start, int) or start < 0 or text[start : start + len(sentence)] != sentence:
        return None
    return Span(start, start + len(sentence))


def _whole(suggestion: Suggestion, reasons: Mapping[str, Any]) -> Span | None:
    """The headline, when it is the best sentence itself."""
    is_best = reasons.get("sentence_start", -1) == -1 and reasons.get("sentence")
    return Span(0, len(suggestion.revision.title)) if is_best else None


def _shared(shared: list[str], missing: list[str], sentence: str) -> list[str]:
    if not shared and not missing:
        return []
    told = sentence % {"n": len(shared), "all": len(shared) + len(missing), "them": ", ".join(shared) or "–"}
    return [told + (_(" (not there: %(them)s)") % {"them": ", ".join(missing)} if missing else "")]
