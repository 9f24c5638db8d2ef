"""Tell what kind of claim some words make, and by which of them."""

import re
from dataclasses import dataclass
from typing import Final

_READ: Final = 1_500  # characters


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of claim, and the words as they stand in the text that it goes by."""

    kind: str
    words: str


def _cues(phrases: str) -> re.Pattern[str]:
    """Phrases separated by |, matched as whole words; a typographic apostrophe is the same as a straight one."""
    listed = "|".join(part.strip().replace("'", "['’]").replace(" ", r"\s+") for part in phrases.split("|"))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


# What is said about saying comes first: who denies that troops will march, denies.
_KINDS: Final = (
    (
        "denial",
        _cues(
            "den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:es|ed|ing)|disput(?:es|ed)|no truth|not true|untrue"
            "|nothing to do with|dementier(?:t|te|ten)|bestreite[nt]|bestritt(?:en)?|weist? zurück|wies(?:en)? zurück"
            "|отрица\\w+|опроверг\\w*|не соответствует действительности"
            "|заперечу\\w+|заперечи\\w+|спростов\\w+|спросту\\w+"
        ),
    ),
    (
        "promise",
        _cues(
            "promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|guarantee(?:s|d)?|commit(?:s|ted)? (?:itself|"
            "himself|herself|themselves|ourselves)? ?to|(?:we|i) (?:will|shall)|(?:we|i)'ll"
            "|versprich(?:t|en)|versprach(?:en)?"
            "|verspreche[n]?|sagte? zu|wir werden|ich werde|обеща\\w+|пообеща\\w+|обіця\\w+|пообіця\\w+"
        ),
    ),
    (
        "opinion",
        _cues(
            "should|ought to|must|unacceptable|disgrace(?:ful)?|shame(?:ful)?|outrageous|irresponsible|wonderful"
            "|terrible"
            "|(?:the )?(?:best|worst)|i (?:think|believe|feel)|in my (?:view|opinion)|sollte[n]?|muss|müssen"
            "|unerträglich"
            "|inakzeptabel|meiner meinung nach|долж\\w+|недопустимо|неприемлемо|повин\\w+|неприпустимо|неприйнятно"
        ),
    ),
    (
        "prediction",
        _cues(
            "will|won't|shall|going to|expect(?:s|ed)?(?: to)?|forecast(?:s|ed)?|predict(?:s|ed)?|likely to|set to"
            "|about to"
            "|wird|werden|voraussichtlich|erwarte[nt]|буд(?:ет|ут)|ожида\\w+|прогнозиру\\w+"
            "|буд(?:е|уть)|очіку\\w+|прогнозу\\w+"
        ),
    ),
)
_NUMBER: Final = re.compile(
    r"(?<![\w.,:/-])\d[\d.,\u00a0\u202f]*"
    r"(?:\s?%|\s(?:per ?cent|percent|Prozent|процент\w*|відсотк\w*)(?!\w))?(?![\w:/-])"
)
_COUNT: Final = _cues(
    "(?:a |one |two |three |several |some )?(?:dozens?|hundreds?|thousands?|millions?|billions?)(?: of)?|half(?: of)?"
    "|hundert(?:e|en)?|tausend(?:e|en)?|million(?:en)?|milliarden?|сотн\\w+|тысяч\\w*|миллион\\w*|тисяч\\w*|мільйон\\w*"
)
_MONTHS: Final = (
    r"jan\w*|feb\w*|mar(?:ch)?|märz|apr\w*|may|mai|june?|juni|july?|juli|aug\w*|sep\w*|o[ck]t\w*|nov\w*|de[cz]\w*"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d[.,]?")
_MONTH_AFTER: Final = re.compile(rf"\.?\s*(?:{_MONTHS})(?!\w)", re.IGNORECASE)
_MONTH_BEFORE: Final = re.compile(rf"(?<!\w)(?:{_MONTHS})\.?\s*$", re.IGNORECASE)


def sign(text: str) -> Kind | None:
    """denial, promise, opinion, prediction or quantity, the first that shows; None for a plain fact or no sign."""
    read = text[:_READ]
    for kind, pattern in _KINDS:
        found = pattern.search(read)
        if found:
            return Kind(kind, found.group())
    counted = _counted(read)
    return Kind("quantity", counted) if counted else None


def _counted(text: str) -> str:
    """The first number that counts something: neither a year nor the day of a month."""
    for found in _NUMBER.finditer(text):
        is_day = _MONTH_AFTER.match(text, found.end()) or _MONTH_BEFORE.search(text[: found.start()][-20:])
        if not is_day and not _YEAR.fullmatch(found.group()):
            return found.group().rstrip(".,")
    found_words = _COUNT.search(text)
    return found_words.group() if found_words else ""
