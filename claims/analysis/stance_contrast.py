"""Measure what sets a headline apart from its claim: an opposite, cues of its own, and whom it gives the word to."""

import re
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from claims.analysis import polarity, stance_cues, stance_rules, words
from claims.analysis.pair_texts import Floats, HeadlineText
from claims.analysis.stance_cues import Cue
from claims.analysis.stance_lexicons import ROLES, STANCES

_DOUBTING: Final = "doubting"  # a kind without a role in the rules
_ROLES: Final = (*dict.fromkeys(ROLES[kind] for kind in stance_cues.KINDS if kind in ROLES), _DOUBTING)
_OPPOSITES: Final = (polarity.NEGATION, polarity.ANTONYM)
NAMES: Final = (
    *(f"opposed:{kind}" for kind in _OPPOSITES),
    *(f"ruled:{stance}" for stance in STANCES), "ruled:special",
    *(f"{what}:{role}" for what in ("both", "new") for role in _ROLES),
    "voice_before", "voice_after", "tail_words", "tail_is_short", "tail_voices",
)  # fmt: skip
_ROLE_OF_KIND: Final = np.array(
    [[float(ROLES.get(kind, kind) == role) for role in _ROLES] for kind in stance_cues.KINDS]
)
_MOST_OF_A_ROLE: Final = 2.0
_COLON: Final = re.compile(r":\s")
_LONGEST_VOICE: Final = 4  # words: "Opposition group: …", "…: monitor"
_SHORTEST_STATEMENT: Final = 4
_BEFORE_A_TAIL: Final = re.compile(r",\s|\s[-–—|]\s")
_TAIL_WORD: Final = re.compile(r"\w+")
_SHORT_TAIL: Final = 5
_MOST_TAIL_WORDS: Final = 10
_VOICES: Final = frozenset({"saying", "reported", "claiming", "authority", "denying"})
Span = tuple[int, int]


def contrast(
    claim: HeadlineText, title: str, *, cues: Sequence[Cue], counts: Floats, listed: Sequence[words.Word],
    met: Collection[Span],
) -> Floats:  # fmt: skip
    """The values of NAMES. cues, their counts by kind, words and those that the claim has: all of the title."""
    return np.concatenate(
        [
            _opposed(claim, title, met),
            _ruled(claim, title),
            _roles(claim.cues, counts),
            _voices(title, listed, met),
            _tail(title, cues),
        ]
    )


def _opposed(claim: HeadlineText, title: str, met: Collection[Span]) -> Floats:
    found = polarity.opposition(claim.text, title, subject=[title[start:end] for start, end in met])
    return np.array([float(found is not None and found.kind == kind) for kind in _OPPOSITES])


def _ruled(claim: HeadlineText, title: str) -> Floats:
    """How sure the rules are, in the place of the stance they take."""
    ruled = stance_rules.guess(claim.text, ((title, 1.0),), language="en")
    sure = [ruled.confidence * (ruled.stance == stance) for stance in STANCES]
    return np.array([*sure, float(ruled.is_special)])


def _roles(of_claim: Floats, of_title: Floats) -> Floats:
    """The cues that both have, and those that the title adds: what a claim says itself is no stance towards it."""
    theirs, own = (np.minimum(counts @ _ROLE_OF_KIND, _MOST_OF_A_ROLE) for counts in (of_claim, of_title))
    return np.concatenate([np.minimum(theirs, own), np.maximum(own - theirs, 0.0)])


def _voices(title: str, listed: Sequence[words.Word], met: Collection[Span]) -> Floats:
    """Whether a few words that the claim does not have stand before, or after, a colon and a whole statement."""
    colon = _COLON.search(title)
    if colon is None:
        return np.zeros(2)
    before = [(one.start, one.end) for one in listed if one.end <= colon.start()]
    after = [(one.start, one.end) for one in listed if one.start >= colon.end()]
    return np.array([_is_a_voice(before, after, met), _is_a_voice(after, before, met)], dtype=np.float64)


def _is_a_voice(voice: Sequence[Span], statement: Sequence[Span], met: Collection[Span]) -> bool:
    return 0 < len(voice) <= _LONGEST_VOICE and len(statement) >= _SHORTEST_STATEMENT and not set(voice) & set(met)


def _tail(title: str, cues: Sequence[Cue]) -> Floats:
    """What stands behind the last comma or dash: "…, ministry says", "… – report"."""
    starts = [found.end() for found in _BEFORE_A_TAIL.finditer(title)]
    if not starts:
        return np.zeros(3)
    length = len(_TAIL_WORD.findall(title, starts[-1]))
    voices = any(cue.start >= starts[-1] and not _VOICES.isdisjoint(cue.kinds) for cue in cues)
    return np.array([min(length, _MOST_TAIL_WORDS), 0 < length <= _SHORT_TAIL, voices], dtype=np.float64)
