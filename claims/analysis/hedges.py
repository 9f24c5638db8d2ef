"""Tell how certain a text sounds, and whether a headline drops what its body hedges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from claims.analysis import stance_cues, words
from claims.analysis.stance_lexicons import ROLES

_READ: Final = 600  # characters
_LONGEST_LEAD: Final = 2_000
_LEAD_SENTENCES: Final = 3
# What a sentence shares with its headline when it tells the same: so many roots, and this part of them.
_ABOUT_IT, _SHARE_ABOUT_IT = 2, 0.4
_HEDGING_KINDS: Final = frozenset({"rumour", "alleged", "modal", "hedging"})
# In a headline each of these leaves it open, or turns it round: nothing is stated flatly.
_OPEN_ROLES: Final = frozenset({"hedging", "attributing", "refuting", "negating"})
_OPEN_SIGNS: Final = re.compile(r"[?\"“”„«»]|(?<!\w)['‘]")
_ALSO_HEDGES: Final = frozenset(
    {"reportedly", "claimed", "claims", "unclear", "appears", "appeared", "appear", "seems", "seem", "suggests"}
)
# Of the hedging kinds, but as often a matter of the story as of its certainty.
_NO_HEDGE: Final = frozenset(
    {"should", "would", "can", "leak", "leaks", "leaked", "analyst", "analysts", "insider", "insiders", "viral", "fear",
     "suspect", "suspects", "accused", "accuse", "accuses", "fears", "feared", "anonymous", "buzz", "laut", "medien",
     "circulating", "сми", "змі", "bericht", "berichte", "prüft", "erwägt"}
)  # fmt: skip


def _cues(phrases: str) -> re.Pattern[str]:
    """Phrases separated by |, matched as whole words; a typographic apostrophe is the same as a straight one."""
    listed = "|".join(part.strip().replace("'", "['’]").replace(" ", r"\s+") for part in phrases.split("|"))
    return re.compile(rf"(?<![\w])(?:{listed})(?![\w])", re.IGNORECASE)


# Least certain first.
_HEDGES: Final = (
    ("conditional", _cues("if|unless|should \\w+ (?:attack|fail|refuse)|provided that|in case|would|wenn|если|якщо")),
    ("warned", _cues("warn(?:s|ed|ing)?|threaten(?:s|ed)?|caution(?:s|ed)|warnt[e]?|предупредил\\w*|попередив\\w*")),
    (
        "alleged",
        _cues(
            "alleg(?:es|ed|edly)|purported(?:ly)?|accus(?:es|ed)|claim(?:s|ed)|unconfirmed|supposedly|"
            "angeblich|якобы|нібито"
        ),
    ),
    (
        "appeared",
        _cues("appear(?:s|ed)?|apparent(?:ly)?|seem(?:s|ed)?|suggest(?:s|ed)?|reportedly|believed to|scheint|кажется"),
    ),
    ("could", _cues("could|may|might|possibl[ey]|potential(?:ly)?|can|likely|könnte[n]?|может|може|возможно|можливо")),
    (
        "planned",
        _cues(
            "plan(?:s|ned|ning)?|will|intend(?:s|ed)?|going to|set to|due to|scheduled|expected to|"
            "to (?:open|launch|start|move)|wird|werden|собирается|планує"
        ),
    ),
    (
        "stated",
        _cues(
            "sa(?:y|ys|id)|stat(?:es|ed)|announc(?:es|ed)|told|declar(?:es|ed)|according to|"
            "spokes(?:man|woman|person)|sagte|заявил\\w*|заявив\\w*"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A hedge, and the words as they stand in the text that it goes by."""

    hedge: str
    words: str


def hedge(text: str) -> str:
    """How certain a sentence sounds: stated, alleged, appeared, could, planned, warned, conditional, or "" for no sign.

    The least certain sign wins: "said it could move" is "could".
    """
    found = sign(text)
    return found.hedge if found else ""


def sign(text: str) -> Sign | None:
    """The least certain sign of how certain a sentence sounds; None where there is none."""
    read = text[:_READ]
    found = ((name, pattern.search(read)) for name, pattern in _HEDGES)
    return next((Sign(name, match.group()) for name, match in found if match), None)


def dropped(*, title: str, text: str, sentence: str, language: str) -> tuple[str, ...]:
    """The body's hedge words, as they stand there, when the headline states flatly what they hedge; else empty.

    Looked at are the sentence that bears on the claim and, of the first sentences, those that tell what the headline
    tells. A headline that asks, quotes, hedges, attributes, denies or refutes states nothing flatly.
    """
    if not title.strip() or _is_open(title[:_READ], language):
        return ()
    told = (hedge_word for one in _about(title, text, sentence) for hedge_word in _hedge_words(one, language))
    return tuple(dict.fromkeys(told))


def _is_open(title: str, language: str) -> bool:
    kinds = {kind for cue in stance_cues.find(title, language) for kind in cue.kinds}
    return bool(_OPEN_SIGNS.search(title)) or any(ROLES.get(kind) in _OPEN_ROLES for kind in kinds)


def _about(title: str, text: str, sentence: str) -> Iterator[str]:
    roots = {word.root for word in words.words_of(title[:_READ])}
    lead = [one.text[:_READ] for one in islice(words.sentences_of(text[:_LONGEST_LEAD]), _LEAD_SENTENCES)]
    for one in dict.fromkeys([*lead, sentence[:_READ]]):
        shared = len(roots & {word.root for word in words.words_of(one)})
        if shared and shared >= max(min(_ABOUT_IT, len(roots)), _SHARE_ABOUT_IT * len(roots)):
            yield one


def _hedge_words(text: str, language: str) -> Iterator[str]:
    for cue in stance_cues.find(text, language):
        written = text[cue.start : cue.end]
        plain = written.lower()
        is_month = written == "May" and cue.start > 0
        hedges = bool(_HEDGING_KINDS & set(cue.kinds)) or plain in _ALSO_HEDGES
        if hedges and plain not in _NO_HEDGE and not is_month:
            yield written
