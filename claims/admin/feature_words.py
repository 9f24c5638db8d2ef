"""Say in an editor's words what a matching model looked at, also a model that is no longer here."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from claims.analysis.feature_names import SENTENCES

MOST_TOLD: Final = 4
# In logits, what a feature adds to the score: e**2 is seven times the odds, e**.5 two thirds more.
STRONGLY: Final = 2.0
CLEARLY: Final = 0.5
LEAST_TOLD: Final = 0.1
# What any article adds by its mere size says nothing of this claim.
SIZES: Final = frozenset({"intercept", "sizes", "claim_words", "title_words", "text_words"})

_WHOLE: Final[Mapping[str, str | Promise]] = {
    # Groups, as models tell them since features are fitted together.
    "headline": gettext_lazy("how the headline’s words fit this claim, in themselves and beside other claims"),
    "text": gettext_lazy("how the article’s words fit this claim, in themselves and beside other claims"),
    "meaning": gettext_lazy("how near the headline is to this claim in meaning, in itself and beside other claims"),
    "read_on": gettext_lazy("how near the headline and the first sentences are to this claim in meaning"),
    "spelling": gettext_lazy("how alike the claim and the headline are spelled"),
    "names": gettext_lazy("which names of the claim the article has"),
    "numbers": gettext_lazy("which numbers of the claim the article has"),
    "rare_words": gettext_lazy("whether the article lacks a rare word of the claim"),
    "names_shared": gettext_lazy("how many names of the claim the article has"),
    "names_title": gettext_lazy("how many names of the claim the headline has"),
    "names_missing": gettext_lazy("how many names of the claim the article lacks"),
    "numbers_shared": gettext_lazy("how many numbers of the claim the article has"),
    "numbers_title": gettext_lazy("how many numbers of the claim the headline has"),
    "numbers_missing": gettext_lazy("how many numbers of the claim the article lacks"),
    "rarest_missing": gettext_lazy("how rare the rarest word of the claim is that the article lacks"),
    "title_covered": gettext_lazy("how much of the headline the claim says"),
    "margin_title_covered": gettext_lazy("how much more of the headline this claim says than others do"),
    "crowd_title_covered": gettext_lazy("how much more of the headline this claim says than most others do"),
    "claim_words": gettext_lazy("the length of the claim"),
    "title_words": gettext_lazy("the length of the headline"),
    "text_words": gettext_lazy("the length of the article"),
}
_MEASURES: Final[Mapping[str, str | Promise]] = {
    "cos": gettext_lazy("how alike the words of the claim and of %(part)s are"),
    "cover": gettext_lazy("how much of the claim is found in %(part)s"),
    "char": gettext_lazy("how alike the claim and %(part)s are spelled"),
    "meaning": gettext_lazy("how near the claim and %(part)s are in meaning"),
}
_OVER_MOST: Final[Mapping[str, str | Promise]] = {
    "cos": gettext_lazy("how much nearer %(part)s is to this claim than to most others, by its words"),
    "cover": gettext_lazy("how much more of this claim than of most others is found in %(part)s"),
    "char": gettext_lazy("how much nearer %(part)s is to this claim than to most others, by its spelling"),
    "meaning": gettext_lazy("how much nearer %(part)s is to this claim than to most others, in meaning"),
}
_LEADS: Final[Mapping[str, str | Promise]] = {
    "cos": gettext_lazy("how much nearer %(part)s is to this claim than to others, by its words"),
    "cover": gettext_lazy("how much more of this claim than of others is found in %(part)s"),
    "char": gettext_lazy("how much nearer %(part)s is to this claim than to others, by its spelling"),
    "meaning": gettext_lazy("how much nearer %(part)s is to this claim than to others, in meaning"),
}
_PARTS: Final[Mapping[str, str | Promise]] = {
    "title": gettext_lazy("the headline"),
    "lead": gettext_lazy("the beginning of the article"),
    "text": gettext_lazy("the article"),
    "sentence": gettext_lazy("its best sentence"),
}


def phrase(name: str) -> str:
    """What a feature measures; one of an unknown name is told by that name."""
    if name in _WHOLE:
        return str(_WHOLE[name])
    kinds = {"margin_": _LEADS, "crowd_": _OVER_MOST}
    against = next((prefix for prefix in kinds if name.startswith(prefix)), "")
    measure, _underscore, part = name.removeprefix(against).rpartition("_")
    if measure == "meaning" and part not in _PARTS:
        part = "title"  # the part is an encoder's name: it reads the headline
    told = kinds.get(against, _MEASURES).get(measure or "cos")
    if told is None or part not in _PARTS or (not measure and not against):
        return _("“%(name)s”, which only that model knows") % {"name": name}
    return str(told) % {"part": _PARTS[part]}


def moved_most(reasons: Mapping[str, Any]) -> list[str]:
    """What moved the score most, strongest first: from the stored shifts, else from the stored contributions."""
    pairs = _shifts(reasons.get("moved_most"), without=SIZES) or _shifts(reasons.get("contributions"), without=SIZES)
    told = sorted(pairs, key=lambda one: (-abs(one[1]), one[0]))[:MOST_TOLD]
    meaning = "read_on" if _is_read_on(reasons) else "meaning"
    return [_told(meaning if name == "meaning" else name, shift) for name, shift in told if abs(shift) >= LEAST_TOLD]


def _is_read_on(reasons: Mapping[str, Any]) -> bool:
    """Whether the first sentences were read as well, because the headline had left it open."""
    features = reasons.get("features")
    return isinstance(features, Mapping) and any(name.startswith(SENTENCES) for name in features)


def language(reasons: Mapping[str, Any]) -> str:
    """The article's language, when it is known and read like any other; "" otherwise."""
    return "" if reasons.get("language_supported") is False else _language_name(reasons)


def caution(reasons: Mapping[str, Any]) -> str:
    """One sentence when the software does not read the article's language; "" when it does, or nothing is stored."""
    if reasons.get("language_supported") is not False:
        return ""
    name = _language_name(reasons)
    if not name:
        return _("The language of this article was not recognised: the probability says little.")
    return _("This article is in %(language)s, which the software does not read: the probability says little.") % {
        "language": name
    }


def _language_name(reasons: Mapping[str, Any]) -> str:
    code = reasons.get("language")
    if not isinstance(code, str) or not code:
        return ""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _shifts(stored: object, *, without: frozenset[str] = frozenset()) -> list[tuple[str, float]]:
    """Pairs of name and number, of whatever was stored; the rest is passed over."""
    pairs = list(stored.items()) if isinstance(stored, Mapping) else stored
    if not isinstance(pairs, Sequence) or isinstance(pairs, str):
        return []
    found = [(str(pair[0]), pair[1]) for pair in pairs if isinstance(pair, Sequence) and len(pair) == 2]
    return [
        (name, float(shift))
        for name, shift in found
        if isinstance(shift, int | float) and math.isfinite(shift) and name not in without
    ]


def _told(name: str, shift: float) -> str:
    if abs(shift) >= STRONGLY:
        how = _("Strongly for it: %(what)s") if shift > 0 else _("Strongly against it: %(what)s")
    elif abs(shift) >= CLEARLY:
        how = _("For it: %(what)s") if shift > 0 else _("Against it: %(what)s")
    else:
        how = _("A little for it: %(what)s") if shift > 0 else _("A little against it: %(what)s")
    return how % {"what": phrase(name)}
