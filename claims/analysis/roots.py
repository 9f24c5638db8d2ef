"""Reduce a word to what its forms have in common."""

import functools
import re
import unicodedata
from typing import Final

from claims.analysis import glossary, transliteration

_STOP_WORDS: Final = """
million billion thousand a about above after again against all also am an and any are aren't as at be because
been before being below between both but by can can't cannot could couldn't did didn't do does doesn't doing
don't down during each even every few for from further get gets getting got had hadn't has hasn't have haven't
having he he's her here hers herself him himself his how i i'm if in into is isn't it it's its itself just let
like made make may me might more most must my myself no nor not now of off on once one only or other our ours
out over own said same say says saying she she's should so some such than that that's the their theirs them
themselves then there there's these they they're this those through to too under until up upon us very via was
wasn't we we're were weren't what when where which while who whom whose why will with won't would wouldn't yet
you you're your yours
"""
# Nothing about a claim's subject hangs on these; negations are read by the stance, not by the matching.
STOP_WORDS: Final = frozenset(_STOP_WORDS.split())

# Forms that no suffix rule joins.
_IRREGULAR: Final = {
    form: root
    for root, forms in {
        "die": "died dies dying dead death deaths", "withdraw": "withdrew withdrawn", "leave": "left leaving leaves",
        "buy": "bought", "sell": "sold sale sales", "steal": "stole stolen", "shoot": "shot shots shooting shootings",
        "find": "found", "give": "gave given", "take": "took taken", "tell": "told", "send": "sent", "spend": "spent",
        "fight": "fought", "catch": "caught", "teach": "taught", "begin": "began begun", "break": "broke broken",
        "speak": "spoke spoken speech", "fly": "flew flown flight flights flies", "fall": "fell fallen",
        "grow": "grew grown growth", "know": "knew known", "see": "saw seen", "eat": "ate eaten", "wear": "wore worn",
        "write": "wrote written", "build": "built", "lose": "lost loss losses", "win": "won", "pay": "paid",
        "man": "men", "woman": "women", "child": "children", "wife": "wives", "life": "lives", "army": "armies",
        "behead": "beheaded beheading", "bear": "born birth", "marry": "married marriage", "lead": "led",
        "hold": "held", "meet": "met", "run": "ran", "strike": "struck", "flee": "fled", "choose": "chose chosen",
        "britain": "british briton britons", "france": "french", "spain": "spanish", "china": "chinese",
        "germany": "german germans", "poland": "polish", "israel": "israeli israelis", "iraq": "iraqi iraqis",
        "invade": "invades invaded invading invasion invasions", "image": "imagery", "airplane": "plane planes",
        "recognise": "recognition", "deny": "denial denials", "reply": "replied replies", "destroy": "destruction",
        "pullback": "pullbacks", "isis": "isil", "usa": "u.s us america american americans", "uk": "u.k",
    }.items()
    for form in forms.split()
}  # fmt: skip
_SUFFIXES: Final = (
    ("izations", 4), ("ization", 4), ("fulness", 4), ("ations", 4), ("ation", 4), ("ated", 4), ("ating", 4),
    ("ates", 4), ("ate", 4), ("ements", 4), ("ement", 4), ("ments", 4), ("ment", 4), ("ings", 3), ("ing", 3),
    ("ians", 3), ("ian", 3), ("cans", 4), ("can", 4), ("ions", 4), ("ion", 4), ("als", 5), ("al", 5), ("ers", 4),
    ("er", 4), ("ors", 4), ("or", 4), ("ied", 3), ("ies", 3), ("ed", 3), ("ly", 4), ("es", 3), ("s", 3),
)  # fmt: skip


@functools.lru_cache(maxsize=65_536)
def root_of(word: str) -> str:
    """The common part of a word's forms: withdrawal, withdrawing and withdrew all give "withdraw".

    Light English suffix stripping of our own and a table of irregular forms. A German, Russian or Ukrainian word that
    the glossary knows has the root of its English word; other Cyrillic words are names, read in Latin letters; other
    alphabets are only case-folded. A root is for comparing, never for showing.
    """
    folded = glossary.english_of(word) or _fold(word if word.isascii() else transliteration.latin(word)) or _fold(word)
    if not folded.isascii():
        return folded
    return _strip_suffix(_IRREGULAR.get(folded, folded))


def _fold(word: str) -> str:
    folded = word.casefold().replace("’", "'")
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return folded.removesuffix("'s").removesuffix("'")


def _strip_suffix(word: str) -> str:
    for suffix, least in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= least and not word.endswith("ss"):
            word = word[: -len(suffix)] + ("c" if suffix.startswith("can") else "")
            break
    word = re.sub(r"([bdfgmnprt])\1$", r"\1", word) if len(word) > 4 else word
    word = re.sub(r"iz$", "is", re.sub(r"uct$", "uc", word))
    stripped = word.rstrip("aeiouy")
    return stripped if len(stripped) >= 3 else word


# Names of two words and the short form the news uses as well.
SHORT_FORMS: Final = {
    (root_of(first), root_of(second)): root_of(short)
    for first, second, short in (
        ("united", "states", "usa"),
        ("united", "kingdom", "uk"),
        ("great", "britain", "uk"),
        ("united", "nations", "un"),
        ("european", "union", "eu"),
        ("islamic", "state", "isis"),
        ("new", "york", "ny"),
        ("prime", "minister", "pm"),
        ("defence", "ministry", "mod"),
        ("defense", "ministry", "mod"),
    )
}
