"""Show what two texts share: the passage marked in both, and the reasons in an editor's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.analysis import marking
from claims.analysis.marking import Run, Span
from claims.models import Derivation, Revision
from claims.vocabulary import DerivationKind

BEFORE, LONGEST = 160, 1600  # characters shown before the longest passage, and in all


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text around a passage. No runs: the text was removed."""

    runs: tuple[Run, ...]
    is_cut_before: bool
    is_cut_after: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One derivation as the desk shows it; `original` is None where it rests on a Source."""

    derivation: Derivation
    article: Excerpt
    original: Excerpt | None
    reasons: tuple[str, ...]


def show(derivation: Derivation) -> Shown:
    runs = [run for passage in derivation.passages for run in passage]
    original = derivation.original_revision
    return Shown(
        derivation=derivation,
        article=excerpt(derivation.revision, [Span(run[0], run[1]) for run in runs]),
        original=excerpt(original, [Span(run[2], run[3]) for run in runs]) if original else None,
        reasons=tuple(in_words(derivation)),
    )


def excerpt(revision: Revision, places: list[Span]) -> Excerpt:
    """What surrounds the first of the places, which is the longest passage's; all places in it are marked."""
    text = revision.kept_text or ""
    wanted = max(0, (places[0].start if places else 0) - BEFORE)
    start = max(text.rfind(" ", 0, wanted), text.rfind("\n", 0, wanted)) + 1  # where a word begins
    end = min(len(text), start + LONGEST)
    within = [Span(one.start - start, one.end - start) for one in places]
    return Excerpt(marking.mark_places(text[start:end], within) if text else (), start > 0, end < len(text))


def in_words(derivation: Derivation) -> Iterable[str]:
    reasons = derivation.reasons
    if "words" in reasons and derivation.kind != DerivationKind.BRIEFING:
        yield ngettext("%(n)d word shared", "%(n)d words shared", reasons["words"]) % {"n": reasons["words"]}
        yield _("%(share).0f %% of its own text") % {"share": 100 * reasons["share"]}
        yield _("%(share).0f %% of the original") % {"share": 100 * reasons["share_of_original"]}
        yield _later(timedelta(seconds=reasons["seconds_later"]))
    if derivation.kind == DerivationKind.QUOTES:
        yield _("The claim’s own quotation stands in it.") if reasons.get("is_verbatim") else _("The claimant speaks.")
    if derivation.kind == DerivationKind.BRIEFING and reasons.get("numbers"):
        yield _("The same numbers: %(them)s") % {"them": ", ".join(reasons["numbers"])}
    if derivation.kind == DerivationKind.BRIEFING and reasons.get("words"):
        yield ngettext("%(n)d word in a row", "%(n)d words in a row", reasons["words"]) % {"n": reasons["words"]}


def _later(later: timedelta) -> str:
    minutes = int(later.total_seconds() // 60)
    if minutes < 120:
        return ngettext("%(n)d minute later", "%(n)d minutes later", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 72:
        return ngettext("%(n)d hour later", "%(n)d hours later", hours) % {"n": hours}
    return ngettext("%(n)d day later", "%(n)d days later", hours // 24) % {"n": hours // 24}
