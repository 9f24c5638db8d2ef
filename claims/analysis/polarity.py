"""Tell whether two statements about one subject say opposite things, and by which words."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claims.analysis.roots import root_of

NEGATION: Final = "negation"
ANTONYM: Final = "antonym"
LONGEST: Final = 4_000  # characters read of a statement
REACH: Final = 4  # words from a negation to what it turns round
_LONGEST_WORD: Final = 40

# Words of English, German, Russian and Ukrainian side by side: no negation of one is an innocent word of another.
_NEGATION_WORDS: Final = """
no not never none nobody nothing neither nor cannot hardly
nicht kein keine keinen keinem keiner keines nie niemals niemand nichts weder
не нет ни никогда никто ничего никаких нельзя
немає нема ні ніколи ніхто нічого жоден жодних жодного
"""
_NEGATIONS: Final = frozenset(_NEGATION_WORDS.split())
_BOTH_WAYS: Final = frozenset({"nicht", "nie", "niemals"})
# Turn round what follows them, a negation too: "denies that they are not leaving".
_DENYING: Final = re.compile(
    r"den(?:y|ies|ied|ying|ial)|refut\w+|disprov\w+|disput(?:es|ed)|debunk\w*|"
    r"bestreite[nt]|bestritt(?:en)?|dementier\w*|widerleg\w*|zurückgewiesen|"
    r"отрица\w*|отверг\w*|опроверг\w*|запереч\w*|спростува\w*|спростову\w*"
)
# Say that the rest is not so; a negation beside one stresses it: "is not dead, it was a hoax".
_LABELS: Final = re.compile(
    r"false|falsely|untrue|hoax(?:es)?|fake[ds]?|bogus|fabricated|unfounded|baseless|myth|"
    r"falsch|unwahr|ложь|ложн\w*|неправда|фейк\w*|брехня|хибн\w*"
)
# Negations that deny nothing, read as two or three words.
_HARMLESS: Final = re.compile(
    r"(?:not|nicht|не) (?:only|just|nur|только|лише|тільки)\b|"
    r"no (?:idea|one knows|doubt|wonder|matter|longer than|less than|\d+)\b"
)
# "Who had no idea", "that don't drain it": what is turned round is beside the subject.
_RELATIVE_WORDS: Final = "who which whose because unless if который которая которые який яка які"
_RELATIVE: Final = frozenset(_RELATIVE_WORDS.split())
# One side in one statement and the other side in the other contradict without a negation.
_OPPOSITES: Final = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        (
            "withdraw withdrawing withdrawn withdrew withdrawal pullback pullout leave leaving left return returning "
            "reduce reducing retreat abzug abziehen ziehen zurückziehen вывод выводит выводят отвод отводит "
            "отводят отводить выводить виведення виводить виводять відведення відводить відводять",
            "deploy deploying deployed deployment reinforce reinforcing buildup amass amassing massing add adding "
            "added increase increasing stationieren verlegen verstärken aufmarsch наращивает наращивают "
            "стягивает стягивают размещает размещают нарощує нарощують стягує стягують розміщує",
        ),
        (
            "rise rises rising rose increase increased increases grow grows grew up higher steigt steigen stieg "
            "gestiegen растет растёт растут вырос выросла выросли зростає зросла зросли зріс",
            "fall falls falling fell decrease decreased decreases drop drops dropped shrink shrank down lower sinkt "
            "sinken sank gesunken gefallen падает упал упала упали снизился снизилась знизився знизилась падає впала",
        ),
        (
            "dead died dies killed death tot gestorben getötet умер умерла погиб погибла убит убита помер померла "
            "загинув загинула вбитий вбито",
            "alive survived survives lebt überlebt überlebte жив жива выжил выжила живий живе вижив вижила",
        ),
        (
            "open opens opened reopen reopened geöffnet offen öffnet открыт открыта открыто відкритий відкрита",
            "closed close closes shut geschlossen schließt gesperrt закрыт закрыта закрыто закритий закрита",
        ),
        (
            "arrested detained captured jailed verhaftet festgenommen арестован арестована задержан задержана "
            "заарештований затриманий затримана",
            "released freed escaped free freigelassen frei entkommen освобожден освобождён отпущен сбежал звільнений "
            "відпущений втік",
        ),
        (
            "win wins won winning victory gewinnt gewann gewonnen победил победила выиграл переміг перемогла виграв",
            "lose loses lost losing defeat verliert verlor verloren проиграл проиграла програв програла",
        ),
        (
            "safe harmless sicher unschädlich harmlos безопасен безопасна безопасно безпечний безпечна",
            "unsafe dangerous harmful gefährlich schädlich опасен опасна опасно небезпечний небезпечна",
        ),
        (
            "guilty schuldig виновен виновна винен винна",
            "innocent unschuldig невиновен невиновна невинний невинна",
        ),
        (
            "accept accepts accepted approve approves approved agree agrees agreed support supports supported "
            "akzeptiert zugestimmt unterstützt принял принял одобрил поддержал схвалив підтримав погодився",
            "reject rejects rejected refuse refuses refused oppose opposes opposed abgelehnt lehnt weigert отклонил "
            "отказался отверг відхилив відмовився",
        ),
        (
            "real genuine authentic true echt wahr настоящий подлинный справжній",
            "fake false hoax staged fabricated gefälscht falsch фейк поддельный підробка фальшивий",
        ),
        (
            "intact undamaged operating works working unbeschädigt intakt цел цела неушкоджений вціліла",
            "destroyed damaged collapsed broken zerstört beschädigt разрушен разрушена уничтожен уничтожена "
            "зруйнований зруйнована знищений знищена",
        ),
        (
            "legal lawful constitutional rechtmäßig законно законный законний",
            "illegal unlawful unconstitutional rechtswidrig незаконно незаконный незаконний",
        ),
        ("before vor до перед", "after nach после після"),
        ("more mehr больше більше", "fewer less weniger меньше менше"),
    )
)  # fmt: skip
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*|[.;:!?…—–]")


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two statements that say opposite things: the word of each that makes it so ("" where the other one has it)."""

    word: str
    other_word: str
    kind: str  # NEGATION or ANTONYM


@dataclass(frozen=True, slots=True)
class _Reading:
    """Whether a statement is turned round, the word that does it, and all its words in lower case."""

    negation: str
    tokens: tuple[str, ...]


def opposition(one: str, other: str, *, subject: Iterable[str]) -> Opposition | None:
    """Why two statements contradict each other, None when they point the same way.

    subject: the words that both share, in any form; a negation far from all of them denies something else. Two
    reversals cancel out: "are not leaving" and "are moving in" say the same.
    """
    about = {root_of(word) for word in subject}.__contains__
    here, there = _read(one, about), _read(other, about)
    antonyms = _antonyms(here, there)
    if (bool(here.negation) != bool(there.negation)) == bool(antonyms):
        return None
    if antonyms:
        return Opposition(*antonyms, kind=ANTONYM)
    return Opposition(here.negation, there.negation, kind=NEGATION)


def _read(text: str, about: Callable[[str], bool]) -> _Reading:
    written = [found.group() for found in _TOKEN.finditer(text[:LONGEST])]
    tokens = tuple(token.lower().replace("’", "'")[:_LONGEST_WORD] for token in written)
    return _Reading(_negation(tokens, written, about), tokens)


def _negation(tokens: Sequence[str], written: Sequence[str], about: Callable[[str], bool]) -> str:
    """The word that turns the statement round, "" when none does or two cancel out."""
    plain = list(_plain_negations(tokens, [place for place, token in enumerate(tokens) if about(root_of(token))]))
    for place, token in enumerate(tokens):
        is_denied = any(place - 3 <= one < place for one in plain)
        if _LABELS.fullmatch(token) and not is_denied:
            return written[place]
        if _DENYING.fullmatch(token):
            return "" if is_denied or any(one > place for one in plain) else written[place]
    labelled = any(_LABELS.fullmatch(token) for token in tokens)
    return written[plain[0]] if plain and not labelled else ""


def _plain_negations(tokens: Sequence[str], places: Sequence[int]) -> Iterator[int]:
    """Where a negation stands near a word of the subject, in the same clause."""
    for number, token in enumerate(tokens):
        if token not in _NEGATIONS and not token.endswith("n't"):
            continue
        is_harmless = _HARMLESS.match(" ".join(tokens[number : number + 3]))
        is_beside = bool(_RELATIVE & set(tokens[max(0, number - 2) : number])) or tokens[number - 1 : number] == (
            "that",
        )
        is_advice = number == 0 and token.endswith("n't")
        if not is_harmless and not is_beside and not is_advice and _reaches(tokens, number, places):
            yield number


def _reaches(tokens: Sequence[str], number: int, places: Sequence[int]) -> bool:
    """A word of the subject follows at once; German puts its verb before the negation as well."""
    low = number - REACH if tokens[number] in _BOTH_WAYS else number
    near = (place for place in places if low <= place <= number + REACH and place != number)
    return any(all(token[0].isalnum() for token in tokens[min(place, number) : max(place, number)]) for place in near)


def _antonyms(here: _Reading, there: _Reading) -> tuple[str, str] | None:
    """A word of each statement that stand for opposite sides; not when a statement holds both sides itself."""
    mine, theirs = set(here.tokens), set(there.tokens)
    for one, other in _OPPOSITES:
        for left, right in ((one, other), (other, one)):
            is_clear = mine & left and theirs & right and not mine & right and not theirs & left
            if is_clear:
                return _first(here.tokens, left), _first(there.tokens, right)
    return None


def _first(tokens: Sequence[str], wanted: frozenset[str]) -> str:
    return next(token for token in tokens if token in wanted)
