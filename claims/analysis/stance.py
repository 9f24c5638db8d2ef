"""Suggest how an article stands to a claim, headline and body apart; a suggestion with its cues, never a decision."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np

from claims.analysis import (
    hedges,
    lexical_model,
    linear_stance,
    pair_texts,
    stance_cues,
    stance_features,
    stance_language,
    stance_rules,
    words,
)
from claims.analysis.lexical_model import Model
from claims.analysis.linear_stance import Line, StanceLines
from claims.analysis.pair_texts import Floats
from claims.analysis.stance_cues import Cue
from claims.analysis.stance_lexicons import AGAINST, FOR, OBSERVING, ROLES, STANCES
from claims.analysis.stance_rules import RuleGuess

IGNORING: Final = "ignoring"
TRAINED: Final = "en"  # the language of the trained model; the others are read by rules and their lexicon

_LONGEST_TITLE: Final = 500  # characters read
_LONGEST_SENTENCE: Final = 600
_LEAD_SENTENCES: Final = 2
_LEAST_BODY: Final = 5  # words: less is no body
_MOST_CUES: Final = 8
_UNSHARED: Final = 0.4  # confidence in "ignoring" where no word is shared
# "…, ministry says": of 33 labelled headlines like it that did not contradict their claim, 28 only reported it.
_VOICED_AT_THE_END: Final = re.compile(r"\b(?:says?|said|claims?|claimed)(?=\W*$)", re.IGNORECASE)
_VOICED_SURE: Final = 0.7
_TITLE_STRETCHES: Final = ("cue", "at", "own", "near")
_BODY_STRETCHES: Final = ("lead", "body", "end", "middle")


@dataclass(frozen=True, slots=True)
class Reading:
    """stance ("" for none), how sure 0..1, and the cues that moved it, as they stand in the text."""

    stance: str
    confidence: float
    cues: tuple[str, ...]


NO_READING: Final = Reading("", 0.0, ())


@dataclass(frozen=True, slots=True)
class StanceGuess:
    """How an article seems to stand: as a whole, and its headline and body apart.

    stance is for, against, observing or ignoring, and "" where the language is not supported; language names the
    lexicon that was used ("" for none). hedge_words are the body's when the headline drops them (rule 9).
    """

    stance: str
    confidence: float
    cues: tuple[str, ...]
    headline: Reading = NO_READING
    body: Reading = NO_READING
    language: str = ""
    hedge_words: tuple[str, ...] = ()

    @property
    def drops_hedge(self) -> bool:
        """Whether the headline states flatly what the body hedges."""
        return bool(self.hedge_words)


def suggest_stance(*, claim: str, title: str, text: str, sentence: str = "") -> StanceGuess:
    """How the article seems to stand to the claim, by its title and its text; sentence is the one that bears on it.

    English is read by the trained model, whose figures stand beside its weights; German, Russian and Ukrainian by cue
    words alone; of another language nothing is said. The whole follows the headline, or the body when the headline
    shows no cue and the body is surer.
    """
    language = stance_language.lexicon_for(title, text)
    if not language:
        return StanceGuess("", 0.0, ())
    places = stance_rules.places_of(title, text, sentence)
    if language == stance_language.lexicon_for(claim, "") and not stance_rules.shares_a_word(claim, places):
        return StanceGuess(IGNORING, _UNSHARED, (), language=language)
    headline = _read_headline(claim, title, text, language) if title.strip() else NO_READING
    body = _read_body(claim, text, sentence, language)
    whole = _surer(headline, body)
    return StanceGuess(
        stance=whole.stance,
        confidence=whole.confidence,
        cues=whole.cues,
        headline=headline,
        body=body,
        language=language,
        hedge_words=hedges.dropped(title=title, text=text, sentence=sentence, language=language),
    )


def headline_stance(claim: str, title: str, text: str) -> tuple[str, float]:
    """for, against or observing, and how sure, of a headline that is known to be about the claim.

    A language that is not supported counts as observing, with confidence 0.
    """
    language = stance_language.lexicon_for(title, text)
    if not language:
        return OBSERVING, 0.0
    read = _read_headline(claim, title, text, language)
    return read.stance, read.confidence


def _surer(headline: Reading, body: Reading) -> Reading:
    if not headline.stance or (not headline.cues and body.cues and body.confidence > headline.confidence):
        return body if body.stance else Reading(OBSERVING, 0.0, ())
    return headline


def _read_headline(claim: str, title: str, text: str, language: str) -> Reading:
    read = title[:_LONGEST_TITLE]
    ruled = stance_rules.guess(claim, ((read, 1.0),), language=language)
    if language != TRAINED or ruled.is_special:
        return _of_rules(ruled)
    lines, model = _models()
    measured = stance_features.measure_against_claim(_claim(claim[: pair_texts.LONGEST_HEADLINE]), read, model)
    chances = lines.claim.chances(linear_stance.with_body(measured, _body_chances(text[: pair_texts.LONGEST_BODY])))
    stance = STANCES[int(chances.argmax())]
    voice = _VOICED_AT_THE_END.search(read)
    if stance == FOR and voice:
        return Reading(OBSERVING, _VOICED_SURE, (voice.group(),))
    moved = _cues_for(stance, (read,), lines.claim.line, _TITLE_STRETCHES)
    asked = ("?",) if "?" in read and stance != FOR else ()
    return Reading(stance, round(float(chances.max()), 2), moved + asked)


def _read_body(claim: str, text: str, sentence: str, language: str) -> Reading:
    chances = _body_chances(text[: pair_texts.LONGEST_BODY])
    if chances is None and not sentence.strip():
        return NO_READING
    lead = [one.text for one in islice(words.sentences_of(text[: 2 * _LONGEST_SENTENCE]), _LEAD_SENTENCES)]
    stretches = tuple(dict.fromkeys([sentence[:_LONGEST_SENTENCE], *lead]))
    ruled = stance_rules.guess(claim, tuple((one, 1.0) for one in stretches), language=language)
    if language != TRAINED or ruled.is_special or chances is None:
        return _of_rules(ruled)
    stance = STANCES[int(chances.argmax())]
    return Reading(
        stance, round(float(chances.max()), 2), _cues_for(stance, stretches, _models()[0].body, _BODY_STRETCHES)
    )


def _of_rules(ruled: RuleGuess) -> Reading:
    return Reading(ruled.stance, ruled.confidence, ruled.cues[:_MOST_CUES])


def _cues_for(stance: str, texts: Sequence[str], line: Line, stretches: Sequence[str]) -> tuple[str, ...]:
    """The cues whose kinds, and whose words, count for this stance more than for the others."""
    place = STANCES.index(stance)
    found: dict[str, None] = {}
    for text in texts:
        for cue in _telling(text):
            written = text[cue.start : cue.end]
            weights = _weights_of(cue.kinds, line, stretches) + _weight_of_words(written, line)
            if weights[place] > np.delete(weights, place).mean():
                found.setdefault(written)
    return tuple(islice(found, _MOST_CUES))


def _telling(text: str) -> Iterator[Cue]:
    """The cues an editor would see a stance in; the model also weighs words like "will" and "police"."""
    return (cue for cue in stance_cues.find(text) if any(kind in ROLES or kind == "doubting" for kind in cue.kinds))


def _weights_of(kinds: Sequence[str], line: Line, stretches: Sequence[str]) -> Floats:
    rows = [line.row(f"{stretch}:{kind}") for kind in kinds for stretch in stretches]
    total: Floats = np.sum(rows, axis=0)
    return total


def _weight_of_words(written: str, line: Line) -> Floats:
    plain = written.lower().replace("’", "'")
    rows = [line.runs[run] for run in (plain, f":{plain}") if run in line.runs]
    total: Floats = np.sum([np.zeros(len(STANCES)), *map(np.array, rows)], axis=0)
    return total


@functools.lru_cache(maxsize=64)
def _claim(text: str) -> pair_texts.HeadlineText:
    return pair_texts.read_headline(text, _models()[1])


@functools.lru_cache(maxsize=16)
def _body_chances(text: str) -> Floats | None:
    """What the body by itself looks like; None for too little text. One article meets several claims."""
    lines, model = _models()
    body = pair_texts.read_body(text, model)
    return lines.body.chances(stance_features.measure_body(body)) if body.length >= _LEAST_BODY else None


@functools.cache
def _models() -> tuple[StanceLines, Model]:
    """Read once in a process, when the first stance is asked for. Raises DamagedWeights."""
    return linear_stance.load_lines(), lexical_model.load_model()


__all__ = ["AGAINST", "FOR", "IGNORING", "OBSERVING", "Reading", "StanceGuess", "headline_stance", "suggest_stance"]
