"""Measure how a body bears on a headline: what they share, where, and which cues stand there."""

import re
from typing import Final

import numpy as np

from claims.analysis import lexical_features, stance_cues
from claims.analysis.lexical_model import FAMILY_OF
from claims.analysis.pair_texts import BodyText, Floats, HeadlineText

_FARTHEST: Final = 400  # words; a first meeting beyond it says no more
_RARE: Final = 4.0  # units of rarity from which a word tells one event from another
_SHOWN_RARE: Final = 4  # so many of the rarest words are looked at one by one
_TOUCHED: Final = 0.25  # of a headline's weight: a sentence that holds so much is about it
_DENIES: Final = re.compile(r"\W*no\b", re.IGNORECASE)
_QUOTE: Final = re.compile(r"['‘\"“„«]")

_SHARED: Final = """
cover cover_families cover_lead cover_best cover_window best_place cover_first touched touched_share cover_mean
cover_last cos cos_lead shared missing pairs pairs_share letters rarest_missing rarest_shared first_place
body_words body_sentences body_questions body_quotes rare_1 rare_2 rare_3 rare_4 rare_lead_1 rare_lead_2
names names_missing names_lead numbers numbers_missing
headline_words asks denies has_colon has_quote
"""
_STRETCHES: Final = ("headline", "lead", "best", "body", "end", "middle", "near")
NAMES: Final = (*_SHARED.split(), *(f"{stretch}:{kind}" for stretch in _STRETCHES for kind in stance_cues.KINDS))


def features(headline: HeadlineText, body: BodyText) -> Floats:
    """The values of NAMES for one pair."""
    by_sentence = _cover_by_sentence(headline, body)
    best = int(by_sentence.argmax())
    return np.concatenate(
        [
            _cover(headline, body, by_sentence, best),
            _words(headline, body),
            _names_and_numbers(headline, body),
            _headline(headline),
            _cues(headline, body, by_sentence, best),
        ]
    )


def _cover_by_sentence(headline: HeadlineText, body: BodyText) -> Floats:
    rarity = headline.rarity
    weights = [sum(rarity[root] for root in rarity.keys() & sentence) for sentence in body.sentences]
    return np.array(weights) / headline.total


def _cover(headline: HeadlineText, body: BodyText, by_sentence: Floats, best: int) -> list[float]:
    rarity, total = headline.rarity, headline.total
    cover = sum(rarity[root] for root in rarity.keys() & body.places.keys()) / total
    kin = sum(rarity[r] for r in rarity.keys() - body.places.keys() if FAMILY_OF.get(r) in body.families) / total
    window = frozenset[str]().union(*body.sentences[max(best - 1, 0) : best + 2])
    touched = int((by_sentence > _TOUCHED).sum())
    return [
        cover,
        cover + lexical_features.SHARED * kin,
        sum(rarity[root] for root in rarity.keys() & body.lead) / total,
        float(by_sentence[best]),
        sum(rarity[root] for root in rarity.keys() & window) / total,
        best,
        float(by_sentence[:2].max()),
        touched,
        touched / len(by_sentence),
        float(by_sentence.mean()),
        float(by_sentence[-1]),
        lexical_features.cosine(headline.vector, body.vector),
        lexical_features.cosine(headline.vector, body.lead_vector),
    ]


def _words(headline: HeadlineText, body: BodyText) -> list[float]:
    rarity = headline.rarity
    shared, missing = rarity.keys() & body.places.keys(), rarity.keys() - body.places.keys()
    pairs = len(headline.pairs & body.pairs)
    rare = headline.by_rarity[:_SHOWN_RARE]
    return [
        len(shared),
        len(missing),
        pairs,
        pairs / max(len(headline.pairs), 1),
        len(headline.letters & body.letters) / max(len(headline.letters), 1),
        max((rarity[root] for root in missing), default=0.0),
        max((rarity[root] for root in shared), default=0.0),
        min([body.places[root] for root in shared if rarity[root] > _RARE] + [_FARTHEST]),
        body.length,
        len(body.sentences),
        body.questions,
        body.quotes,
        *_each([root in body.places for root in rare], _SHOWN_RARE),
        *_each([root in body.lead for root in rare[:2]], 2),
    ]


def _each(met: list[bool], places: int) -> list[float]:
    return [float(one) for one in met] + [0.0] * (places - len(met))


def _names_and_numbers(headline: HeadlineText, body: BodyText) -> list[float]:
    names, numbers = headline.names & body.places.keys(), headline.numbers & body.places.keys()
    return [
        len(names),
        len(headline.names) - len(names),
        len(headline.names & body.lead),
        len(numbers),
        len(headline.numbers) - len(numbers),
    ]


def _headline(headline: HeadlineText) -> list[float]:
    text = headline.text
    denies, quotes = bool(_DENIES.match(text)), bool(_QUOTE.search(text))
    return [float(len(headline.words)), float("?" in text), float(denies), float(":" in text), float(quotes)]


def _cues(headline: HeadlineText, body: BodyText, by_sentence: Floats, best: int) -> Floats:
    """By stretch: the headline, two first sentences, the best, all (a hundred words), the last, the middle, near."""
    cues, weight = body.cues, max(float(by_sentence.sum()), 1e-6)
    return np.concatenate(
        [
            headline.cues,
            cues[:2].sum(axis=0),
            cues[best],
            100 * cues.sum(axis=0) / max(body.length, 1),
            cues[-2:].sum(axis=0),
            cues[2:6].sum(axis=0),
            by_sentence @ cues / weight,
        ]
    )
