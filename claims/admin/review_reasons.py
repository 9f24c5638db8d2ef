"""Say why the software proposed an article, in an editor's words, and mark it in both texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.admin import feature_words
from claims.analysis import marking, reuse
from claims.analysis.marking import Run, Span
from claims.models import Derivation, Evidence, Suggestion
from claims.vocabulary import DerivationKind, SuggestionState

WORDS_TOLD = 8
MOST_READ = 20  # texts compared for an article that the flow has not compared yet


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
    moved: tuple[str, ...]
    language: str
    caution: str
    copy_of: Evidence | None
    said_again: str


def tell(suggestion: Suggestion) -> Told:
    """Both texts marked, the reasons in words, and the confirmed article of which this is a copy."""
    reasons: Mapping[str, Any] = suggestion.reasons
    text = suggestion.revision.kept_text
    best = _best(reasons, text or "")
    part = marking.window(len(text or ""), best)
    within = Span(best.start - part.start, best.end - part.start) if best else None
    words = matched(reasons)
    said, quoted = suggestion.claim.statement, suggestion.claim.quotation
    sentence = str(reasons.get("sentence", ""))
    # Their own words where they have something of it, else ours.
    answered = _nearest(quoted, sentence, words)
    return Told(
        statement=marking.mark(said, matched=words, best=None if answered else _nearest(said, sentence, words)),
        quotation=marking.mark(quoted, matched=words, best=answered),
        headline=marking.mark(suggestion.revision.title, matched=words, best=_whole(suggestion, reasons)),
        text=marking.mark((text or "")[part.start : part.end], matched=words, best=within),
        has_text=text is not None,
        is_cut=part.end - part.start < len(text or ""),
        sentence=sentence,
        reasons=tuple(in_words(reasons)),
        moved=tuple(feature_words.moved_most(reasons)),
        language=feature_words.language(reasons),
        caution=feature_words.caution(reasons),
        copy_of=copy_of(suggestion, text or ""),
        said_again=said_again(suggestion),
    )


def said_again(suggestion: Suggestion) -> str:
    """Who says it, for the how many-eth time, after which verdict; "" when nobody was seen to."""
    told: Mapping[str, Any] = suggestion.said_again
    if suggestion.said_again_at is None:
        return ""
    rated_on = formats.date_format(datetime.fromisoformat(told["rated_at"]), _("j F Y"))
    return _("Said again by “%(who)s” (“%(verb)s”): day %(n)d on which it is said; rated %(rating)s on %(day)s.") % {
        "who": told["name"],
        "verb": told["verb"],
        "n": suggestion.repeat_number,
        "rating": told["rating"],
        "day": rated_on,
    }


def matched(reasons: Mapping[str, Any]) -> list[str]:
    weighed = [str(pair[0]) for pair in reasons.get("words", ())]
    return [*weighed, *map(str, reasons.get("names", ())), *map(str, reasons.get("numbers", ()))]


def in_words(reasons: Mapping[str, Any]) -> list[str]:
    """ "3 of 4 names shared: …", numbers likewise, and the words by weight."""
    names, missing_names = reasons.get("names", []), reasons.get("missing_names", [])
    numbers, missing_numbers = reasons.get("numbers", []), reasons.get("missing_numbers", [])
    of_names = ngettext(
        "%(n)d of %(all)d name shared: %(them)s",
        "%(n)d of %(all)d names shared: %(them)s",
        len(names) + len(missing_names),
    )
    of_numbers = ngettext(
        "%(n)d of %(all)d number shared: %(them)s",
        "%(n)d of %(all)d numbers shared: %(them)s",
        len(numbers) + len(missing_numbers),
    )
    told = [*_shared(names, missing_names, of_names), *_shared(numbers, missing_numbers, of_numbers)]
    words = reasons.get("words", [])[:WORDS_TOLD]
    if words:
        weighed = ", ".join(f"{word} {weight:.0%}" for word, weight in words)
        told.append(
            ngettext("%(n)d word of the claim: %(them)s", "%(n)d words of the claim: %(them)s", len(words))
            % {"n": len(words), "them": weighed}
        )
    return told


def copy_of(suggestion: Suggestion, text: str) -> Evidence | None:
    """The evidence of the same claim whose article, as far as nobody has denied it, has the same text."""
    others = (
        Evidence.objects.standing()
        .public()
        .filter(claim=suggestion.claim, article__isnull=False)
        .exclude(article=suggestion.article)
        .select_related("source__merged_into", "article__outlet__merged_into", "suggestion__revision__body")
        .order_by("pk")
    )
    if suggestion.article.compared_revision >= suggestion.revision.number:
        return others.filter(article__in=_of_one_text(suggestion.article_id)).first()
    read = ((one, one.suggestion.revision.kept_text) for one in others[:MOST_READ] if one.suggestion)
    return next((one for one, other in read if other and _reads_alike(text, other)), None)


def _of_one_text(article_id: int) -> set[int]:
    """The articles that it is a copy of, that are copies of it, or of what it copies."""
    pairs = Derivation.objects.filter(kind=DerivationKind.COPY).exclude(state=SuggestionState.DISMISSED)
    originals = set(pairs.filter(article=article_id).values_list("original_id", flat=True))
    return originals | set(pairs.filter(original__in={article_id, *originals}).values_list("article_id", flat=True))


def _reads_alike(text: str, other: str) -> bool:
    return reuse.compare(text, other).containment >= reuse.FLASH_FROM


def _best(reasons: Mapping[str, Any], text: str) -> Span | None:
    start, sentence = reasons.get("sentence_start", -1), str(reasons.get("sentence", ""))
    if not sentence or not isinstance(start, int) or start < 0 or text[start : start + len(sentence)] != sentence:
        return None
    return Span(start, start + len(sentence))


def _nearest(text: str, sentence: str, matched_words: list[str]) -> Span | None:
    """What the article's best sentence answers in what was said; where they share no word, what matched at all."""
    near = marking.nearest_sentence(text, to=sentence)
    return near or marking.nearest_sentence(text, to=" ".join(matched_words))


def _whole(suggestion: Suggestion, reasons: Mapping[str, Any]) -> Span | None:
    """The headline, when it is the best sentence itself."""
    is_best = reasons.get("sentence_start", -1) == -1 and reasons.get("sentence")
    return Span(0, len(suggestion.revision.title)) if is_best else None


def _shared(shared: list[str], missing: list[str], sentence: str) -> list[str]:
    if not shared and not missing:
        return []
    told = sentence % {"n": len(shared), "all": len(shared) + len(missing), "them": ", ".join(shared) or "–"}
    return [told + (_(" (not there: %(them)s)") % {"them": ", ".join(missing)} if missing else "")]
