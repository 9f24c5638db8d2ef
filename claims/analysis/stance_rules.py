"""Read a stance from cue words by rules, for languages and turns of speech that no training data teaches."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from claims.analysis import stance_cues, words
from claims.analysis.lexical_model import FAMILY_OF
from claims.analysis.stance_lexicons import AGAINST, FOR, OBSERVING, ROLES

_LONGEST_TITLE: Final = 500  # characters read
_LONGEST_LEAD: Final = 600
_LEAD_SENTENCES: Final = 2
_QUESTION: Final = re.compile(r"\?")  # a headline that asks asserts nothing


def _phrases(listed: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


# What makes a claim a denial of something others say; an article that affirms contradicts it.
_CLAIM_DENIES: Final = re.compile(
    r"\s*(?:no|nobody|none|nothing|never|there (?:is|are|was|were) no)\b|.*\bden(?:y|ies|ied)\b", re.IGNORECASE
)
# A negation in the claim's main clause: an article that says the same negates too.
_CLAIM_NEGATES: Final = re.compile(
    r"(?:(?!\b(?:that|to|who|which|because|due|if)\b).)*?(?:\b(?:not|never|cannot)\b|n['’]t\b)",
    re.IGNORECASE | re.DOTALL,
)
# One side in the claim and the other in the article contradict each other without any negation.
_OPPOSITES: Final = tuple(
    (_phrases(one), _phrases(other))
    for one, other in (
        (
            r"withdr[ae]w\w*|pull(?:ing|ed)? (?:back|out)|pullback|reduc\w+|leav(?:e|es|ing)|drawdown|de-?escalat\w+",
            r"add(?:s|ed|ing)?|more (?:troops|forces|soldiers|units)|new (?:\w+ )?deployments?|"
            r"deploy(?:s|ed|ing)|reinforc\w+|build-?up|increas\w+|still there",
        ),
        ("dead|died|dies|killed", "alive|survived|recover(?:s|ed|ing)"),
        ("ceasefire|truce", r"collapsed?|violat\w+|resum\w+|attack(?:s|ed)? again"),
        ("arrested|captured|caught|seized", "free|at large|escaped|safe and secure|released"),
    )
)

# What one cue counts by where it stands; the title carries the stance most often.
_TITLE, _SENTENCE, _LEAD = 1.0, 0.5, 0.3
_VOICED: Final = 0.8  # of a hedge: somebody is quoted, and may still be affirmed by the rest
# How often guesses of that weight were right on labelled English headlines.
_SURE_AT_LEAST, _SURER, _MOST_SURE = 0.6, 0.08, 0.85
_NO_CUE: Final = 0.5
_ENOUGH: Final = 0.75  # evidence from which a cue decides

Places = Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class RuleGuess:
    """stance: for, against or observing; confidence 0..1; cues as they stand in the article.

    is_special: the rule knows what the trained model does not (a claim that denies, or the opposite of the claim).
    """

    stance: str
    confidence: float
    cues: tuple[str, ...]
    is_special: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """How much one kind of cue weighs in the article, and the words."""

    weight: float
    cues: tuple[str, ...]


def places_of(title: str, text: str, sentence: str) -> Places:
    """The title, the sentence that bears on the claim and the lead, each with what a cue counts there."""
    lead = " ".join(one.text for one in islice(words.sentences_of(text[:_LONGEST_LEAD]), _LEAD_SENTENCES))
    about = sentence if sentence.strip() and sentence.strip() != title.strip() else ""
    return (title[:_LONGEST_TITLE], _TITLE), (about[:_LONGEST_LEAD], _SENTENCE), (lead, _LEAD)


def guess(claim: str, places: Places, *, language: str) -> RuleGuess:
    """Words that call something false are against the claim; attribution and hedges leave it at "observing".

    A negation is against, unless the claim is itself a denial: then it agrees, and an article that affirms is against.
    """
    refuting, opposed = _find("refuting", places, language), _opposed(claim, places)
    negating = _find("negating", places, language)
    if refuting.weight >= _ENOUGH or opposed.weight >= _ENOUGH:
        weight = refuting.weight + opposed.weight + negating.weight
        return _guess(AGAINST, weight, (refuting, opposed, negating), is_special=opposed.weight >= _ENOUGH)
    if _CLAIM_DENIES.match(claim) or _CLAIM_NEGATES.match(claim):
        return _on_a_denial(claim, negating, places, language)
    if negating.weight + refuting.weight + opposed.weight >= _ENOUGH:
        return _guess(AGAINST, negating.weight + refuting.weight, (negating, refuting, opposed))
    return _for_or_observing(places, language)


def shares_a_word(claim: str, places: Places) -> bool:
    """Whether the article has any word of the claim; another alphabet shares none and may still be about it."""
    about = _roots_and_families(claim)
    read = frozenset[str]().union(*(_roots_and_families(text) for text, _ in places))
    return not about or bool(about & read) or not all(root.isascii() for root in about | read)


def _on_a_denial(claim: str, negating: _Found, places: Places, language: str) -> RuleGuess:
    """A negation repeats the claim (observed, when somebody is quoted); affirming contradicts an outright denial."""
    if negating.weight >= _ENOUGH:
        voiced, denying = _find("attributing", places, language), _kind("denying", places, language)
        stance = OBSERVING if denying.cues or voiced.weight >= _ENOUGH else FOR
        return _guess(stance, negating.weight, (negating, voiced), is_special=True)
    plain = _for_or_observing(places, language)
    if plain.stance == FOR and _CLAIM_DENIES.match(claim):
        return RuleGuess(AGAINST, _NO_CUE, plain.cues, is_special=True)
    return RuleGuess(plain.stance, plain.confidence, plain.cues, is_special=True)


def _for_or_observing(places: Places, language: str) -> RuleGuess:
    hedging, voiced = _find("hedging", places, language), _find("attributing", places, language)
    affirming, asking = _find("affirming", places, language), _asking(places[:1])
    doubt = hedging.weight + _VOICED * voiced.weight + asking.weight
    if doubt >= _ENOUGH and doubt > affirming.weight:
        return _guess(OBSERVING, doubt - affirming.weight, (hedging, voiced, asking))
    if not affirming.cues:
        return RuleGuess(FOR, _NO_CUE, ())
    return _guess(FOR, affirming.weight + _ENOUGH - doubt, (affirming,))


def _guess(stance: str, weight: float, found: Iterable[_Found], *, is_special: bool = False) -> RuleGuess:
    confidence = min(_MOST_SURE, _SURE_AT_LEAST + _SURER * max(weight, 0.0))
    cues = dict.fromkeys(cue for kind in found for cue in kind.cues)
    return RuleGuess(stance, round(confidence, 2), tuple(cues), is_special)


def _find(role: str, places: Places, language: str) -> _Found:
    return _cues_that(lambda kind: ROLES.get(kind) == role, places, language)


def _kind(wanted: str, places: Places, language: str) -> _Found:
    return _cues_that(lambda kind: kind == wanted, places, language)


def _cues_that(counts: Callable[[str], bool], places: Places, language: str) -> _Found:
    """Each place counts once, however many cues stand in it."""
    found = [
        (weight, [text[cue.start : cue.end] for cue in stance_cues.find(text, language) if any(map(counts, cue.kinds))])
        for text, weight in places
    ]
    return _Found(sum(weight for weight, cues in found if cues), tuple(cue for _, cues in found for cue in cues))


def _asking(places: Places) -> _Found:
    return _matches(_QUESTION, places)


def _matches(pattern: re.Pattern[str], places: Places) -> _Found:
    found = [(weight, [cue.group() for cue in pattern.finditer(text)]) for text, weight in places]
    return _Found(sum(weight for weight, cues in found if cues), tuple(cue for _, cues in found for cue in cues))


def _opposed(claim: str, places: Places) -> _Found:
    found = [_matches(there, places) for there in _other_sides(claim)]
    return max(found, key=lambda one: one.weight, default=_Found(0.0, ()))


def _other_sides(claim: str) -> Iterator[re.Pattern[str]]:
    for one, other in _OPPOSITES:
        if one.search(claim):
            yield other
        elif other.search(claim):
            yield one


def _roots_and_families(text: str) -> frozenset[str]:
    roots = {word.root for word in words.words_of(text)}
    return frozenset(roots | {FAMILY_OF[root] for root in roots if root in FAMILY_OF})
