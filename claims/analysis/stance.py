"""Suggest how an article stands to a claim by cue words; a suggestion with its cues, never a decision."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from claims.analysis import words
from claims.analysis.lexical_model import FAMILY_OF

FOR: Final = "for"
AGAINST: Final = "against"
OBSERVING: Final = "observing"
IGNORING: Final = "ignoring"

_LONGEST_TITLE: Final = 500  # characters read
_LONGEST_LEAD: Final = 600
_LEAD_SENTENCES: Final = 2


def _cues(phrases: str) -> re.Pattern[str]:
    """Phrases separated by |, matched as whole words; a typographic apostrophe is the same as a straight one."""
    listed = "|".join(part.strip().replace("'", "['’]").replace(" ", r"\s+") for part in phrases.split("|"))
    return re.compile(rf"(?<![\w])(?:{listed})(?![\w])", re.IGNORECASE)


# Say that the claim is wrong, whatever the claim says.
_REFUTING: Final = _cues(
    "hoax(?:es)?|fake[ds]?|false|falsely|untrue|not true|debunk(?:s|ed|ing)?|refut(?:e|es|ed|ing)|"
    "fabricated|bogus|satir(?:e|ical)|myth|made[- ]up|misleading|unfounded|baseless|"
    "disprov(?:e|es|ed)|contradict(?:s|ed|ing)?|disput(?:e|es|ed)|not real|isn't real|wasn't real|"
    "doubt(?:s|ed|ful)?|casts? doubt|skeptic(?:s|al)?|sceptic(?:s|al)?|dupe[ds]?|stag(?:ed|es)|prank|"
    "no truth|retract(?:s|ed|ion)?|wrong|didn't happen|never happened|too good to be true|"
    "misidentified|hoaxer|publicity stunt|"
    "dismiss(?:es|ed)? (?:\\w+ ){0,3}(?:reports?|claims?|rumou?rs?)|shoots? down|"
    "rejects? (?:\\w+ ){0,3}(?:reports?|claims?|rumou?rs?)|rumou?rs? (?:are|were) (?:false|wrong)|"
    "still alive|alive and well|does not prove|doesn't prove|falsch|l[uü]ge|фейк|ложь|неправда|брехня"
)
# Turn round what a sentence says; a claim that is itself a denial shares them.
_NEGATING: Final = _cues(
    "no|not|never|nothing|none|without|den(?:y|ies|ied|ying|ial)|isn't|wasn't|aren't|weren't|didn't|"
    "doesn't|don't|hasn't|haven't|won't|wouldn't|can't|cannot|fail(?:s|ed) to|refus(?:es|ed) to|"
    "yet to|quits?|drops? out|pass(?:es|ed) on|cancel(?:s|led|ed)?|kein(?:e|en|er|es)?|nicht|не|нет|"
    "нема|немає|ні|опроверг\\w*|спростував\\w*"
)
# Negations that deny nothing.
_HARMLESS: Final = _cues(
    "not only|no longer|no doubt|no wonder|not just|no matter|no one knows|don't miss|can't wait|"
    "no less than|not guilty|not a fan|no surprise|why not|or not|nothing new|no\\. ?\\d+|"
    "no immediate|will not be surprised"
)
_HEDGING: Final = _cues(
    "reportedly|allegedly|alleged|purported(?:ly)?|supposed(?:ly)?|apparently|unconfirmed|unverified|"
    "rumou?r(?:s|ed)?|claim(?:s|ed|ing)?|suspected|speculat(?:ion|es?|ed)|may|might|could|"
    "possibl[ey]|probabl[ey]|likely|believed to|said to|reports?|reported|sources?|according to|"
    "investigat(?:e|es|ed|ing|ion)|unclear|mystery|considering|in talks|expected to|set to|seems?|"
    "appears?|suggests?|hints?|tipped|rumou?red|what we know|angeblich|mutmaßlich|möglicherweise|"
    "якобы|нібито|возможно|можливо|ймовірно"
)
_ATTRIBUTING: Final = _cues(
    "says?|said|tells?|told|insists?|asserts?|alleges?|warns?|announc(?:es|ed)|vows?|threatens?|sagt|"
    "laut|заявил\\w*|заявив"
)
_AFFIRMING: Final = _cues(
    "confirm(?:s|ed|ing|ation)?|verif(?:y|ies|ied)|prove[sdn]?|official(?:ly)?|reveal(?:s|ed)?|"
    "admit(?:s|ted)?|acknowledg(?:es|ed)|identified|caught|watch|here's|discover(?:s|ed)?|"
    "geolocat(?:es|ed)|bestätigt|подтвердил\\w*|підтвердив"
)
_QUESTION: Final = re.compile(r"\?")  # a headline that asks asserts nothing
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
    (_cues(one), _cues(other))
    for one, other in (
        (
            "withdr[ae]w\\w*|pull(?:ing|ed)? (?:back|out)|pullback|reduc\\w+|leav(?:e|es|ing)|drawdown|de-?escalat\\w+",
            (
                "add(?:s|ed|ing)?|more (?:troops|forces|soldiers|units)|new (?:\\w+ )?deployments?|"
                "deploy(?:s|ed|ing)|reinforc\\w+|build-?up|increas\\w+|still there"
            ),
        ),
        ("dead|died|dies|killed", "alive|survived|recover(?:s|ed|ing)"),
        ("ceasefire|truce", "collapsed?|violat\\w+|resum\\w+|attack(?:s|ed)? again"),
        ("arrested|captured|caught|seized", "free|at large|escaped|safe and secure|released"),
    )
)

# What one cue counts by where it stands; the title carries the stance most often.
_TITLE, _SENTENCE, _LEAD = 1.0, 0.5, 0.3
_VOICED: Final = 0.8  # of a hedge: somebody is quoted, and may still be affirmed by the rest
# How often guesses of that weight were right on 1,743 labelled headlines.
_SURE_AT_LEAST, _SURER = 0.64, 0.08
_ENOUGH: Final = 0.75  # evidence from which a cue decides

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
class StanceGuess:
    """stance: for, against, observing or ignoring; confidence 0..1; cues as they stand in the article."""

    stance: str
    confidence: float
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """How much one kind of cue weighs in the article, and the words."""

    weight: float
    cues: tuple[str, ...]


def suggest_stance(*, claim: str, title: str, text: str, sentence: str = "") -> StanceGuess:
    """How the article seems to stand to the claim, by its title, the sentence that bears on the claim, and its lead.

    Words that call something false are against it. A negation is against, unless the claim is itself a denial: then it
    agrees, and an article that affirms is against. Attribution and hedges leave it at "observing".
    """
    places = _places(title, text, sentence)
    if not _shares_a_word(claim, places):
        return StanceGuess(IGNORING, 0.4, ())
    refuting, opposed = _find(_REFUTING, places), _opposed(claim, places)
    negating = _negations(places)
    if refuting.weight >= _ENOUGH or opposed.weight >= _ENOUGH:
        return _guess(AGAINST, refuting.weight + opposed.weight + negating.weight, (refuting, opposed, negating))
    if _CLAIM_DENIES.match(claim) or _CLAIM_NEGATES.match(claim):
        return _on_a_denial(claim, negating, places)
    if negating.weight + refuting.weight + opposed.weight >= _ENOUGH:
        return _guess(AGAINST, negating.weight + refuting.weight, (negating, refuting, opposed))
    return _for_or_observing(places)


def _on_a_denial(claim: str, negating: _Found, places: tuple[tuple[str, float], ...]) -> StanceGuess:
    """A negation repeats the claim (observed, when somebody is quoted); affirming contradicts an outright denial."""
    if negating.weight >= _ENOUGH:
        voiced = _find(_ATTRIBUTING, places)
        denied = any(cue.lower().startswith("den") for cue in negating.cues)
        return _guess(OBSERVING if denied or voiced.weight >= _ENOUGH else FOR, negating.weight, (negating, voiced))
    guess = _for_or_observing(places)
    if guess.stance == FOR and _CLAIM_DENIES.match(claim):
        return StanceGuess(AGAINST, 0.4, guess.cues)
    return guess


def _for_or_observing(places: tuple[tuple[str, float], ...]) -> StanceGuess:
    hedging, voiced = _find(_HEDGING, places), _find(_ATTRIBUTING, places)
    affirming, asking = _find(_AFFIRMING, places), _find(_QUESTION, places[:1])
    doubt = hedging.weight + _VOICED * voiced.weight + asking.weight
    if doubt >= _ENOUGH and doubt > affirming.weight:
        return _guess(OBSERVING, doubt - affirming.weight, (hedging, voiced, asking))
    return _guess(FOR, affirming.weight + _ENOUGH - doubt, (affirming,))


def _guess(stance: str, weight: float, found: Iterable[_Found]) -> StanceGuess:
    confidence = min(0.9, _SURE_AT_LEAST + _SURER * max(weight, 0.0))
    cues = dict.fromkeys(cue for kind in found for cue in kind.cues)
    return StanceGuess(stance, round(confidence, 2), tuple(cues))


def _places(title: str, text: str, sentence: str) -> tuple[tuple[str, float], ...]:
    lead = " ".join(one.text for one in islice(words.sentences_of(text[:_LONGEST_LEAD]), _LEAD_SENTENCES))
    about = sentence if sentence.strip() and sentence.strip() != title.strip() else ""
    return (title[:_LONGEST_TITLE], _TITLE), (about[:_LONGEST_LEAD], _SENTENCE), (lead, _LEAD)


def _shares_a_word(claim: str, places: Iterable[tuple[str, float]]) -> bool:
    about = _roots_and_families(claim)
    read = frozenset[str]().union(*(_roots_and_families(text) for text, _ in places))
    # Another alphabet shares no word with an English claim and may still be about it.
    return not about or bool(about & read) or not all(root.isascii() for root in about | read)


def _roots_and_families(text: str) -> frozenset[str]:
    roots = {word.root for word in words.words_of(text)}
    return frozenset(roots | {FAMILY_OF[root] for root in roots if root in FAMILY_OF})


def _find(pattern: re.Pattern[str], places: Iterable[tuple[str, float]]) -> _Found:
    """Each place counts once, however many cues stand in it."""
    found = [(weight, [cue.group() for cue in pattern.finditer(text)]) for text, weight in places]
    return _Found(sum(weight for weight, cues in found if cues), tuple(cue for _, cues in found for cue in cues))


def _negations(places: Iterable[tuple[str, float]]) -> _Found:
    return _find(_NEGATING, [(_HARMLESS.sub(" ", text), weight) for text, weight in places])


def _opposed(claim: str, places: tuple[tuple[str, float], ...]) -> _Found:
    found = [_find(there, places) for there in _other_sides(claim)]
    return max(found, key=lambda one: one.weight, default=_Found(0.0, ()))


def _other_sides(claim: str) -> Iterator[re.Pattern[str]]:
    for one, other in _OPPOSITES:
        if one.search(claim):
            yield other
        elif other.search(claim):
            yield one


def hedge(text: str) -> str:
    """How certain a sentence sounds: stated, alleged, appeared, could, planned, warned, conditional, or "" for no sign.

    The least certain sign wins: "said it could move" is "could".
    """
    read = text[:_LONGEST_LEAD]
    return next((name for name, pattern in _HEDGES if pattern.search(read)), "")
