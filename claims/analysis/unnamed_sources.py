"""Find whom a report rests on without a name, such as "a senior US official"."""

import re
from dataclasses import dataclass
from typing import Final

from claims.analysis import reuse
from claims.analysis.words import Sentence, sentences_of, words_of

LONGEST: Final = 50_000  # characters read
MOST: Final = 20  # mentions kept of one text
SAME_WORDS: Final = 4  # in a row, beside the description, that two reports of one briefing share
_LONGEST_DESCRIPTION: Final = 120

_EN_SAID: Final = (
    r"(?:said|says|told|confirmed|warned|briefed|added|estimated?|believes?|claimed|acknowledged|described|disclosed)"
)
_EN_HEAD: Final = (
    r"(?:officials?|diplomats?|sources?|aides?|advis[eo]rs?|lawmakers?|commanders?|officers?|persons?|people)"
)
_EN_BODY: Final = (
    r"(?:(?i:(?:very )?(?:senior|top|high-ranking|former|current|unnamed|anonymous))|US|U\.S\.|UK|U\.K\.|EU|NATO|UN"
    r"|American|British|Western|European|Ukrainian|Russian|French|German|Polish|Israeli|Turkish|Chinese|Iranian|Iraqi"
    r"|intelligence|defen[cs]e|government|administration|military|security|diplomatic|police|congressional"
    r"|law enforcement|Pentagon|Kremlin|White House|State Department|ministry|foreign ministry|alliance)"
)
_EN_WHO: Final = (
    rf"(?:(?i:an?|one|two|three|four|several|some|multiple) )?(?:{_EN_BODY} ){{1,4}}{_EN_HEAD}\b"
    r"|(?:(?i:an?|two|three|several|some|multiple) )?(?i:people|persons?|sources?|officials?) "
    r"(?:familiar with|briefed on|with (?:direct )?knowledge of)"
)
_EN_HIDDEN: Final = (
    r"(?:(?:on|under) (?:the )?condition (?:of anonymity|that (?:\w+ ){1,6}not be (?:named|identified))"
    r"|(?:not authori[sz]ed|asked not|declined|refused|did not want|requested not) to be (?:named|identified)"
    r"|speak(?:ing)? anonymously|spoke anonymously|requested anonymity|not authori[sz]ed to (?:speak|discuss|talk))"
)
_DE_WHO: Final = (
    r"(?:(?:ein|eine|einem|einer|mehrere|zwei) (?:(?:hochrangige|ranghohe|namentlich nicht genannte|anonyme)[rnms]? )?"
    r"(?:(?:US|EU|NATO|Nato)-|(?:(?:amerikanische|britische|westliche|ukrainische|russische|europäische)[rnms]? ))?"
    r"(?:Regierungs|Geheimdienst|Sicherheits|Militär|Ministeriums)?"
    r"(?:vertreter|beamte|mitarbeiter|diplomat|offizier|quelle|insider)(?:in|innen|s|n|r|en)?\b"
    r"|(?:aus |in )(?:(?:US|EU|NATO|Nato)-|(?:amerikanischen|britischen|westlichen|ukrainischen|russischen) )?"
    r"(?:Regierungs|Sicherheits|Geheimdienst|Militär|Diplomaten|Nato-|NATO-)?kreisen\b)"
)
_DE_HIDDEN: Final = (
    r"(?:unter der Bedingung(?: der| von)? Anonymität|nicht namentlich genannt|anonym bleiben (?:wollte|will|möchte)"
    r"|ungenannt bleiben|namentlich nicht genannt)"
)
_RU_WHO: Final = (
    r"(?:(?:высокопоставленн|неназванн|анонимн)\w+ (?:\w+ ){0,2}?"
    r"(?:чиновник|представител|источник|дипломат|сотрудник)\w*(?: администрации)?(?: США| НАТО)?"
    r"|(?:американск|британск|западн|украинск|российск|европейск)\w+ (?:чиновник|дипломат|официальн\w+ лиц)\w*"
    r"|источник\w* (?:\w+ )?в (?:администрации|правительстве|разведке|спецслужбах|ведомстве|министерстве|НАТО|Пентагоне"
    r"|Кремле|Белом доме|Госдепартаменте)(?: США)?)"
)
_RU_HIDDEN: Final = (
    r"(?:на условиях? анонимности|не пожелал\w+ назвать|пожелал\w+ остаться (?:неназванн|анонимн)\w+"
    r"|попросил\w+ не называть)"
)
_UK_WHO: Final = (
    r"(?:(?:високопоставлен|неназван|анонімн)\w+ (?:\w+ ){0,2}?(?:чиновник|посадов|представник|джерел|дипломат)\w*"
    r"|(?:американськ|британськ|західн|українськ|російськ|європейськ)\w+ (?:чиновник|посадов|дипломат)\w*"
    r"|високопосадов\w+(?: США| НАТО)?"
    r"|джерел\w* (?:\w+ )?[ву] (?:адміністрації|уряді|розвідці|спецслужбах|відомстві|міністерстві|НАТО|Пентагоні"
    r"|Кремлі|Білому домі|Держдепартаменті)(?: США)?)"
)
_UK_HIDDEN: Final = (
    r"(?:на умовах анонімності|побажа\w+ залишитися (?:неназван|анонімн)\w+|попроси\w+ не називати"
    r"|не побажа\w+ назват\w+)"
)
# Case matters in English only: US is a country, "us" is not.
_DESCRIBED: Final = re.compile(rf"(?<!\w)(?:{_EN_WHO}|(?i:{_DE_WHO}|{_RU_WHO}|{_UK_WHO}))")
_HIDDEN: Final = re.compile(f"{_EN_HIDDEN}|{_DE_HIDDEN}|{_RU_HIDDEN}|{_UK_HIDDEN}", re.IGNORECASE)
_SAYING: Final = re.compile(
    rf"\b(?:{_EN_SAID}|according to|sagten?|erklärten?|berichteten?|hieß es|bestätigten?|nach Angaben|laut"
    r"|сказал\w*|заявил\w*|сообщил\w*|рассказал\w*|подтвердил\w*|сказа(?:в|л\w)\w*|заяви(?:в|л\w)\w*"
    r"|повідоми(?:в|л\w)\w*|розпові(?:в|л\w)\w*|підтверди(?:в|л\w)\w*)\b",
    re.IGNORECASE,
)
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
# What two descriptions may not differ in; one that does not say leaves it open.
_BELONGS: Final = {
    "usa": re.compile(r"\bUS\b|U\.S\.|American|Pentagon|White House|State Department|amerikanisch|США|американ", re.I),
    "uk": re.compile(r"\bUK\b|U\.K\.|British|britisch|британ", re.IGNORECASE),
    "ukraine": re.compile(r"Ukrain|украин|україн", re.IGNORECASE),
    "russia": re.compile(r"Russian|Kremlin|russisch|российск|російськ|Кремл", re.IGNORECASE),
    "nato": re.compile(r"NATO|alliance|НАТО", re.IGNORECASE),
    "germany": re.compile(r"German|deutsch", re.IGNORECASE),
    "france": re.compile(r"French|französisch|французск|французьк", re.IGNORECASE),
    "poland": re.compile(r"Polish|polnisch|польск|польськ", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """One unnamed source as described, and the sentence that rests on it: text[start:end]."""

    description: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SameBriefing:
    """Two mentions that seem to be of one briefing, and what both report: numbers, or words in a row."""

    one: Mention
    other: Mention
    numbers: tuple[str, ...]
    words: int


def mentions(text: str) -> tuple[Mention, ...]:
    """The unnamed sources of a text, in order: described and speaking, or described and not to be named.

    English, German, Russian and Ukrainian. Example: 'A senior US official told reporters that 7,000 troops came'.
    """
    found = (_mention(sentence) for sentence in sentences_of(text[:LONGEST]))
    return tuple(mention for mention, _ in zip(filter(None, found), range(MOST), strict=False))


def same_briefing(one: str, other: str) -> SameBriefing | None:
    """Whether two reports, of one claim and day, seem to rest on one unnamed briefing; the pair that shares most.

    Their descriptions may not contradict each other (a US and a British official are two), and beside them stands the
    same number (not a year) or the same four words in a row.
    """
    pairs = [
        pair
        for first in mentions(one)
        for second in mentions(other)
        if _may_be_one(first.description, second.description)
        and (pair := _shared(one, first, other, second)) is not None
    ]
    return max(pairs, key=lambda pair: (pair.words, len(pair.numbers), -pair.one.start), default=None)


def _mention(sentence: Sentence) -> Mention | None:
    described = _DESCRIBED.search(sentence.text)
    if described is None or not (_SAYING.search(sentence.text) or _HIDDEN.search(sentence.text)):
        return None
    description = " ".join(described.group().split())[:_LONGEST_DESCRIPTION]
    return Mention(description, sentence.start, sentence.start + len(sentence.text))


def _may_be_one(one: str, other: str) -> bool:
    first, second = _belonging(one), _belonging(other)
    return not first or not second or bool(first & second)


def _belonging(description: str) -> set[str]:
    return {name for name, pattern in _BELONGS.items() if pattern.search(description)}


def _shared(one: str, first: Mention, other: str, second: Mention) -> SameBriefing | None:
    said, told = one[first.start : first.end], other[second.start : second.end]
    numbers = tuple(sorted(_numbers(said) & _numbers(told)))
    beside = reuse.compare(said.replace(first.description, "|"), told.replace(second.description, "|"))
    words = max((passage.words for passage in beside.passages), default=0)
    return SameBriefing(first, second, numbers, words) if numbers or words >= SAME_WORDS else None


def _numbers(text: str) -> set[str]:
    """The numbers of at least two digits that are no years; 7.000 is the German 7,000."""
    found = (word.root for word in words_of(text) if word.is_number)
    plain = (one.replace(".", "") if _THOUSANDS.fullmatch(one) else one for one in found)
    return {one for one in plain if len(one) > 1 and not _is_year(one)}


def _is_year(number: str) -> bool:
    return len(number) == 4 and "1900" <= number <= "2100"
