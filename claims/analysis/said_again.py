"""Tell whether an article has a claimant say a claim once more, or only tells of what was said before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claims.analysis import polarity
from claims.analysis.lexical_features import SHARED, Bag
from claims.analysis.roots import STOP_WORDS, root_of
from claims.analysis.words import sentences_of, words_of

LONGEST: Final = 12_000  # characters read of a text
_SENTENCE: Final = 2_000
_NAME_REACH: Final = 6  # words between a name and its verb of saying
_CLAUSE_REACH: Final = 16  # when a clause about the name follows it: "Shoigu, who met his colleague on Tuesday, said"
_SPREAD: Final = 3  # words that may stand within a name: "Russia's defence ministry"
_LEAST_SHARED: Final = 0.35  # of the claim's words in what is said

_SAYING: Final = re.compile(
    r"sa(?:y|ys|id)|tells?|told|claim(?:s|ed)?|insist(?:s|ed)?|assert(?:s|ed)?|repeat(?:s|ed)?|reiterat(?:es|ed)|"
    r"declare[sd]?|maintain(?:s|ed)?|state[sd]?|announce[sd]?|argue[sd]?|alleg(?:es|ed)|warn(?:s|ed)?|tweet(?:s|ed)|"
    r"wrote|writes|vow(?:s|ed)?|stress(?:es|ed)|affirm(?:s|ed)?|"
    r"sagt[e]?|behauptet[e]?|erklärt[e]?|betont[e]?|wiederholt[e]?|beteuert[e]?|bekräftigt[e]?|schrieb|meint[e]?|"
    r"заяви\w+|сказал\w*|утвержда\w+|повтори\w+|подчеркну\w+|сообщи\w+|настаива\w+|"
    r"сказа(?:в|ла|ли)|стверджу\w+|наголоси\w+|повідоми\w+|наполяга\w+"
)
_ACCORDING: Final = re.compile(
    r"according to|in the words of|laut|nach angaben(?: von| des| der)?|по словам|за словами|зі слів"
)
_NOT_SAYING: Final = frozenset({"not", "never", "didn't", "doesn't", "refused", "declined", "nicht", "не", "if"})
# The very words are said anew.
_ANEW: Final = re.compile(
    r"\b(?:again|repeat(?:s|ed|ing)|reiterat(?:es|ed|ing)|once more|still|continu(?:es|ed) to|stands by|stood by|"
    r"erneut|wieder(?:holt[e]?)?|abermals|bekräftigt[e]?|снова|вновь|опять|повтори\w+|по-прежнему|"
    r"знову|вкотре|повтори\w+)\b",
    re.IGNORECASE,
)
# Something said before is told of.
_OF_OLD: Final = re.compile(
    r"\b(?:had (?:\w+ )?(?:said|claimed|told|insisted|announced|declared|stated)|previously|earlier (?:this|last|in)|"
    r"last (?:week|month|year)|at the time|back in|(?:days|weeks|months|years) ago|once (?:said|claimed)|"
    r"hatte[n]?|damals|letzte[nrs]? (?:woche|monat|jahr)|zuvor|früher|ранее|прежде|тогда|"
    r"на прошлой неделе|раніше|тоді|минулого)\b",
    re.IGNORECASE,
)
# A check of facts tells of the claim in order to judge it.
_CHECKING: Final = re.compile(
    r"\bfact[ -]?check\w*|\bdebunk\w*|\bfalsely\b|\bfalse claims?\b|\bmisleading(?:ly)?\b|\bverdict\b|"
    r"\bpants on fire\b|\b(?:we|was|is|been) rated\b|\bhoax\b|"
    r"\bfaktencheck\b|\bfalschbehauptung\w*|\bфакт-?чек\w*|\bфейк\w*|"
    r"\bперевірк\w+ фактів\b|\bпроверк\w+ фактов\b",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[.;:!?]")
_WHO: Final = frozenset({"who", "whose", "which", "der", "dessen", "deren", "который", "которая", "який", "яка"})
_PRONOUNS: Final = frozenset({"he", "she", "they", "it", "er", "sie", "он", "она", "они", "він", "вона", "вони"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who asserted the claim: names (aliases too), the bodies they speak for, and the offices they hold."""

    names: tuple[str, ...]
    bodies: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidAgain:
    """Who says it in the article, as the article writes: the name or office, and the word of saying."""

    name: str
    verb: str
    is_office: bool
    sentence: str

    def as_json(self) -> dict[str, object]:
        """JSON values."""
        return {"name": self.name, "verb": self.verb, "is_office": self.is_office, "sentence": self.sentence}


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of one sentence in lower case, as written, and their roots; a stop mark ends a clause."""

    written: tuple[str, ...]
    lowered: tuple[str, ...]
    roots: tuple[str, ...]


def find(
    *, claim: str, title: str, text: str, sentence: str, sentence_start: int, speaker: Speaker
) -> SaidAgain | None:
    """The attribution by which the article has the speaker say the claim, None when it does not.

    sentence and sentence_start: the best sentence of a suggestion (start -1: the headline). A check of facts, a look
    back at an old statement, and the speaker's saying the opposite are no repetition.
    """
    said = sentence[:_SENTENCE]
    if not _says_the_claim(claim, said) or _CHECKING.search(title[:_SENTENCE]):
        return None
    is_anew = _ANEW.search(said) is not None
    if not is_anew and (_CHECKING.search(said) or _OF_OLD.search(said)):
        return None
    before = _sentence_before(text[:LONGEST], sentence_start)
    return _attributed(said, speaker, f"{title[:_SENTENCE]}\n{text[:LONGEST]}") or _by_pronoun(said, before, speaker)


def _says_the_claim(claim: str, said: str) -> bool:
    """Enough of the claim's words stand there, and nothing turns them round."""
    words = {word.root: claim[word.start : word.end] for word in words_of(claim)}
    bag = Bag(word.root for word in words_of(said))
    shared = [written for root, written in words.items() if bag.meets(root) >= SHARED]
    if len(shared) < max(2, _LEAST_SHARED * len(words)):
        return False
    return polarity.opposition(claim, said, subject=shared) is None


def _sentence_before(text: str, start: int) -> str:
    earlier = [one.text for one in sentences_of(text) if one.start < start]
    return earlier[-1][:_SENTENCE] if earlier else ""


def _attributed(said: str, speaker: Speaker, article: str) -> SaidAgain | None:
    """A name of the speaker with a word of saying. Many hold an office: it counts where the article names this one."""
    read = _read(said)
    for is_office, forms in ((False, speaker.names), (True, speaker.bodies), (True, speaker.offices)):
        for form in forms if forms is not speaker.offices or _is_named(article, speaker) else ():
            for begin, end in _mentions(read, form, is_office=is_office):
                if verb := _verb(read, begin, end):
                    return SaidAgain(" ".join(read.written[begin:end]), verb, is_office, said)
    return None


def _is_named(article: str, speaker: Speaker) -> bool:
    read = _read(article)
    return any(True for name in speaker.names for _ in _mentions(read, name, is_office=False))


def _by_pronoun(said: str, before: str, speaker: Speaker) -> SaidAgain | None:
    """ "He said …" after a sentence that names the speaker first."""
    read, earlier = _read(said), _read(before)
    for place, word in enumerate(read.lowered):
        verb = _verb(read, place, place + 1, reach=2) if word in _PRONOUNS else ""
        for name in speaker.names if verb else ():
            for begin, end in _mentions(earlier, name, is_office=False):
                return SaidAgain(" ".join(earlier.written[begin:end]), verb, is_office=False, sentence=said)
    return None


def _read(text: str) -> _Said:
    written = tuple(found.group() for found in _TOKEN.finditer(text))
    lowered = tuple(word.lower().replace("’", "'") for word in written)
    return _Said(written, lowered, tuple(map(root_of, lowered)))


def _mentions(read: _Said, form: str, *, is_office: bool) -> Iterator[tuple[int, int]]:
    """Where all words of a name stand close together; a person's last name alone is enough."""
    wanted = _name_roots(form)
    surname = wanted[-1:] if not is_office and len(wanted) > 1 and len(wanted[-1]) >= 4 else ()
    for roots in (wanted, surname):
        yield from _together(read.roots, frozenset(roots))


def _name_roots(form: str) -> tuple[str, ...]:
    tokens = (found.group().lower() for found in _TOKEN.finditer(form[:200]))
    return tuple(root_of(token) for token in tokens if token not in STOP_WORDS and token[0].isalnum())


def _together(roots: Sequence[str], wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    width = len(wanted) + _SPREAD
    for begin, root in enumerate(roots):
        if wanted and root in wanted:
            last = {
                one: place for place, one in reversed(list(enumerate(roots[begin : begin + width]))) if one in wanted
            }
            if len(last) == len(wanted):
                yield begin, begin + max(last.values()) + 1


def _verb(read: _Said, begin: int, end: int, *, reach: int = _NAME_REACH) -> str:
    """The word of saying that belongs to a name: after it in the clause, or right before it; "" when none does."""
    is_clause = read.lowered[end : end + 1] and read.lowered[end] in _WHO
    for place in range(end, min(end + (_CLAUSE_REACH if is_clause else reach), len(read.lowered))):
        word = read.lowered[place]
        if word == ":" and place == end:
            return ":"
        if word in _NOT_SAYING or not word[0].isalnum():
            break
        if _SAYING.fullmatch(word):
            return read.written[place]
    before = read.lowered[max(0, begin - 4) : begin]
    if found := _ACCORDING.search(" ".join(before)):
        return found.group()
    nearest = next(
        (place for place in range(begin - 1, max(-1, begin - 4), -1) if _SAYING.fullmatch(read.lowered[place])), -1
    )
    is_plain = nearest >= 0 and not _NOT_SAYING & set(read.lowered[max(0, nearest - 2) : begin])
    return read.written[nearest] if is_plain and all(word[0].isalnum() for word in read.lowered[nearest:begin]) else ""
