"""Name what is measured of an article and a claim, and say what each may speak for."""

from collections.abc import Iterable
from typing import Final

AGAINST: Final = frozenset({"names_missing", "numbers_missing", "rarest_missing"})  # more of them is less alike
MEANING: Final = "meaning_"  # and an encoder's name: the cosine of the headline's and the claim's vectors
# What a second look adds, likewise: the cosine of the claim and its nearest sentence; of that sentence or the headline.
SENTENCES: Final = "sentences_"
NEAREST: Final = "nearest_"
LEXICAL: Final = (
    "cos_title", "cos_lead", "cos_text", "cover_title", "cover_lead", "cover_text", "cover_sentence", "title_covered",
    "names_title", "names_missing", "numbers_title", "numbers_shared", "numbers_missing", "rarest_missing",
    "claim_words", "title_words", "text_words",
)  # fmt: skip
# Between two languages only what survives translation says anything: names, numbers, spelling, the glossary's words.
FOREIGN: Final = (
    "cos_title", "cover_title", "cover_lead", "names_title", "names_missing", "numbers_title", "numbers_shared",
    "numbers_missing", "rarest_missing", "char_title", "claim_words",
)  # fmt: skip
# These are also compared with the other claims on the shortlist: the lead over the best of them, and over the CROWD-th.
# One rival may be another claim of the same story; so many of them are chance.
_RIVALLED: Final = frozenset(
    {"cos_title", "cos_lead", "cos_text", "cover_title", "cover_lead", "cover_sentence", "title_covered", "char_title"}
)
# Features that say much the same, under the one name by which they are told: single weights of things so alike only
# mend one another's excess. A group can only speak for a claim when it is more alike; of SIZES nothing is known.
SIZES: Final = "sizes"
_GROUPS: Final = {
    "headline": ("cos_title", "cover_title", "title_covered"),
    "text": ("cos_lead", "cos_text", "cover_lead", "cover_text", "cover_sentence"),
    "names": ("names_title", "names_missing"),
    "numbers": ("numbers_title", "numbers_shared", "numbers_missing"),
    "rare_words": ("rarest_missing",),
    "spelling": ("char_title",),
    SIZES: ("claim_words", "title_words", "text_words"),
}
_GROUP_OF: Final = {name: group for group, names in _GROUPS.items() for name in names}
_MEASURED: Final = frozenset({*LEXICAL, *FOREIGN})
CROWD: Final = 8
LEAD: Final = "margin_"  # and a feature's name: over the best rival
OVER: Final = "crowd_"  # over the CROWD-th best claim


def rivalled(names: Iterable[str]) -> tuple[str, ...]:
    """Those of the features that are compared with rivals, in order."""
    return tuple(name for name in names if name in _RIVALLED or name.startswith(MEANING))


def bare(name: str) -> str:
    """A feature's name without what says that it is compared with rivals."""
    return name.removeprefix(LEAD).removeprefix(OVER)


def group_of(name: str) -> str:
    """The group under which a feature is told, its comparisons with rivals too."""
    return "meaning" if _is_meant(name) else _GROUP_OF[bare(name)]


def is_known(name: str) -> bool:
    """Whether this version of the software measures a feature of that name."""
    return _is_meant(name) or name in _MEASURED or (bare(name) != name and bare(name) in _RIVALLED)


def _is_meant(name: str) -> bool:
    return bare(name).startswith((MEANING, SENTENCES, NEAREST))
