"""Measure how a headline, or a body by itself, speaks: its cues, where they stand, and what the claim has of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from claims.analysis import ngrams, pair_texts, stance_contrast, stance_cues, words
from claims.analysis.lexical_model import FAMILY_OF, Model
from claims.analysis.ngrams import runs_of, tokens_of
from claims.analysis.pair_texts import BodyText, Floats, HeadlineText
from claims.analysis.stance_cues import Cue

BODY_TOKENS: Final = 300  # of a body from its beginning
_NEAR: Final = 8.0  # characters at which a cue is half as near
_KINDS: Final = stance_cues.KINDS
_PLACE_OF: Final = {kind: place for place, kind in enumerate(_KINDS)}
_ASKS_FIRST: Final = re.compile(
    r"\W*(?:did|is|was|does|are|has|have|were|will|do|can|could|should|what|why|how|who)\b", re.IGNORECASE
)
_DENIES: Final = re.compile(r"\W*no\b", re.IGNORECASE)
_DASH: Final = re.compile(r"\s[-–—]\s")
_QUOTE: Final = re.compile(r"['‘\"“„«]")

_SHAPE_NAMES: Final = "words capitals asks asks_first exclaims denies has_colon has_dash has_dots quotes numbers"
_SHAPE: Final = tuple(_SHAPE_NAMES.split())
HEADLINE_NAMES: Final = (*_SHAPE, *(f"cue:{kind}" for kind in _KINDS), *(f"at:{kind}" for kind in _KINDS))
_AGAINST_CLAIM: Final = (
    "cover", "unmet", "unmet_share", "claim_words", "numbers_missing", "numbers_new", "claim_negates",
)  # fmt: skip
CLAIM_NAMES: Final = (
    *HEADLINE_NAMES,
    *_AGAINST_CLAIM,
    *(f"{what}:{kind}" for what in ("claim", "own", "near") for kind in _KINDS),
    *stance_contrast.NAMES,
)
_BODY_SIZES: Final = ("words", "sentences", "questions", "quotes")
_STRETCHES: Final = ("lead", "body", "end", "middle")
BODY_NAMES: Final = (*_BODY_SIZES, *(f"{stretch}:{kind}" for stretch in _STRETCHES for kind in _KINDS))


@dataclass(frozen=True, slots=True)
class Measured:
    """What a linear model weighs: the runs of words that stand in a text, and values in the order of its names."""

    runs: frozenset[str]
    values: Floats


def measure_headline(text: str) -> Measured:
    """A headline by itself (HEADLINE_NAMES)."""
    read = text[: pair_texts.LONGEST_HEADLINE]
    return Measured(frozenset(runs_of(tokens_of(read), longest=3)), _headline(read, list(stance_cues.find(read))))


def measure_body(body: BodyText) -> Measured:
    """A body by itself (BODY_NAMES)."""
    cues, sizes = body.cues, [body.length, len(body.sentences), body.questions, body.quotes]
    stretches = [cues[:2].sum(axis=0), 100 * cues.sum(axis=0) / max(body.length, 1)]
    stretches += [cues[-2:].sum(axis=0), cues[2:6].sum(axis=0)]
    tokens = tokens_of(body.text[: pair_texts.LONGEST_BODY // 2])[1:BODY_TOKENS]
    return Measured(frozenset(runs_of(tokens, longest=2)), np.concatenate([np.log1p(sizes), *stretches]))


def measure_against_claim(claim: HeadlineText, title: str, model: Model) -> Measured:
    """A headline held against a claim (CLAIM_NAMES): the claim's words are met words, the cues among the rest count."""
    read = title[: pair_texts.LONGEST_HEADLINE]
    families = {FAMILY_OF[root] for root in claim.rarity if root in FAMILY_OF}
    listed = list(words.words_of(read))
    met = [(w.start, w.end) for w in listed if w.root in claim.rarity or FAMILY_OF.get(w.root, "") in families]
    cues = list(stance_cues.find(read))
    own = [cue for cue in cues if not any(start <= cue.start < end for start, end in met)]
    runs = runs_of(tokens_of(read, met=met), longest=3) | runs_of(tokens_of(read), longest=2, mark=":")
    contrast = stance_contrast.contrast(claim, read, cues=cues, counts=_counts(cues), listed=listed, met=met)
    values = [_headline(read, cues), _overlap(claim, listed, len(met)), claim.cues, _counts(own), _nearness(own, met)]
    return Measured(frozenset(runs), np.concatenate([*values, contrast]))


def _headline(text: str, cues: Sequence[Cue]) -> Floats:
    tokens = ngrams.tokens_of(text)
    capitals = sum(one.isupper() for one in text) / max(len(text), 1)
    shape = [
        len(tokens), capitals, "?" in text, bool(_ASKS_FIRST.match(text)), "!" in text, bool(_DENIES.match(text)),
        ":" in text, bool(_DASH.search(text)), "..." in text or "…" in text, len(_QUOTE.findall(text)),
        tokens.count("#"),
    ]  # fmt: skip
    return np.concatenate([np.array(shape, dtype=np.float64), _counts(cues), _earliness(cues, len(text))])


def _counts(cues: Sequence[Cue]) -> Floats:
    counts = np.zeros(len(_KINDS))
    for cue in cues:
        for kind in cue.kinds:
            counts[_PLACE_OF[kind]] += 1
    return np.minimum(counts, 3.0)


def _earliness(cues: Sequence[Cue], length: int) -> Floats:
    """1 for a kind whose first cue opens the text, towards 0 at its end, 0 without a cue."""
    early = np.zeros(len(_KINDS))
    for cue in cues:
        for kind in cue.kinds:
            early[_PLACE_OF[kind]] = max(early[_PLACE_OF[kind]], 1 - cue.start / max(length, 1))
    return early


def _overlap(claim: HeadlineText, listed: Sequence[words.Word], met: int) -> Floats:
    roots = {word.root for word in listed}
    families = {FAMILY_OF[root] for root in roots if root in FAMILY_OF}
    cover = sum(claim.rarity[r] for r in claim.rarity if r in roots or FAMILY_OF.get(r, "") in families) / claim.total
    numbers = {word.root for word in listed if word.is_number}
    negates = claim.cues[_PLACE_OF["negating"]] > 0
    unmet = len(listed) - met
    return np.array(
        [
            cover,
            unmet,
            unmet / max(len(listed), 1),
            len(claim.words),
            len(claim.numbers - numbers),
            len(numbers - claim.numbers),
            float(negates),
        ]
    )


def _nearness(cues: Sequence[Cue], met: Sequence[tuple[int, int]]) -> Floats:
    """For each kind, how near its nearest cue stands to a word of the claim: 1 beside it, less with every character."""
    near = np.zeros(len(_KINDS))
    for cue in cues:
        gaps = [max(start - cue.end, cue.start - end, 0) for start, end in met]
        value = 1 / (1 + min(gaps) / _NEAR) if gaps else 0.0
        for kind in cue.kinds:
            near[_PLACE_OF[kind]] = max(near[_PLACE_OF[kind]], value)
    return near
