"""Notice that a headline no longer says whose word it is."""

import re
from typing import Final

from claims.analysis import typography

_SAYING: Final = re.compile(
    r"\b(?:says?|said|claim(?:s|ed)?|alleges?|insist(?:s|ed)?|den(?:y|ies|ied)|announce[sd]?|assert(?:s|ed)?"
    r"|maintain(?:s|ed)?|warn(?:s|ed)?|reports|tells?|told|confirm(?:s|ed)?|declare[sd]?|accuse[sd]?)\b"
    r"|(?P<whole>\baccording to (?:[\w'.-]+ ?){1,4}"
    r"|\b(?:reportedly|allegedly|alleged|purported(?:ly)?|so-called|unconfirmed)\b)",
    re.IGNORECASE,
)
# "May" is a hedge unless it is the month: "May 9", "in May".
_HEDGE: Final = re.compile(
    r"\b(?:could|might|would|(?<!in )(?<!on )(?<!since )(?<!until )may(?! \d)|appears?|appeared|appearing|seems?"
    r"|seemingly|apparent(?:ly)?|possibl[ey]|probabl[ey]|(?:un)?likely|suspected|believed|thought to|feared"
    r"|expected to|threatens? to)\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"(?<!\w)'[^']{2,80}'(?!\w)")


def lost_attribution(old_title: str, new_title: str) -> str:
    """The words by which the old headline left a claim to somebody, if the new one states it as fact; else "".

    English. "Troops are leaving, the ministry says" -> "Troops are leaving" gives "the ministry says".
    """
    old, new = typography.plain(old_title), typography.plain(new_title)
    said = _attribution(old)
    if said and not _attribution(new):
        return said
    hedge = _HEDGE.search(old)
    if hedge and not _HEDGE.search(new) and (said or not _attribution(new)):
        return hedge.group()
    return _lost_quotation_marks(old, new)


def _attribution(headline: str) -> str:
    """Who says so, with the verb: of the clause around it at most the four words before the verb."""
    for found in _SAYING.finditer(headline):
        if found["whole"]:
            return found.group()
        clause = re.split(r"[,;:]\s|\s-\s", headline[: found.start()])[-1].split()
        return " ".join([*clause[-4:], found.group()])
    return ""


def _lost_quotation_marks(old: str, new: str) -> str:
    """The first words that were marked as somebody else's and now stand as the newsroom's own."""
    quoted = (match.group() for match in _QUOTED.finditer(old))
    return next((one for one in quoted if one not in new and one.strip("'") in new and not _attribution(new)), "")
