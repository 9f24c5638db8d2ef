"""Know the lines around a story that are no part of it."""

import re
from typing import Final

_LONGEST_BOILERPLATE: Final = 120  # characters; a longer line says something
_MONTHS: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_DAYS: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_AGO: Final = (
    r"(?:\d+|an?|one) ?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|[smhd]) ago|just now|yesterday"
)
# What may stand in a line that only says when: such a line changes at every visit and tells nothing.
_WHEN: Final = re.compile(
    rf"\b(?:{_MONTHS}|{_DAYS}|{_AGO}|(?:last )?(?:updated|published|posted|modified|first)|on|at|the|utc|gmt"
    r"|[ecmp][ds]t|bst|ce?st|eet|msk|[ap]\.?m\.?|\d{1,4}(?:st|nd|rd|th)?|\d{1,2}h\d{2})(?!\w)|[\d:.,/|()·•+tz-]",
    re.IGNORECASE,
)
_TIMED: Final = re.compile(
    rf"\b(?:{_MONTHS}|{_DAYS}|{_AGO}|updated|published|posted)\b|\d:\d\d|\d[/.-]\d+[/.-]\d", re.IGNORECASE
)
_COUNTER: Final = re.compile(
    r"[\d.,]+ ?[km]? ?(?:comments?|shares?|likes?|views?|reads?|reactions?|min(?:ute)?s?[ -]read|retweets?|followers)"
    r"|(?:comments?|shares?|likes?|views?) ?[:(]? ?[\d.,]+ ?[km]?\)?",
    re.IGNORECASE,
)
_ADVICE: Final = re.compile(
    r"(?:advertisement|advertising|ad|sponsored|share|share this(?: \w+)?|print|e-?mail|save|comments?|copy link"
    r"|top stories|trending|read more|see also|related(?: \w+)?|most read|image|loading|more on this story"
    r"|supported by|skip advertisement)[.:]?"
    r"|(?:share|tweet|pin|post) (?:this |it )?(?:\w+ )?(?:on|to|via|by) "
    r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|e-?mail|mastodon|bluesky)"
    r"|(?:read more|see also|related|more on this|watch|listen|don't miss|recommended)(?: \w+)?: .+"
    r"|(?:sign up|subscribe|register) (?:for|to|now|here|today).*|get (?:our|the latest|the best) .*newsletter.*"
    r"|(?:follow|like|join) us .*|download (?:our|the) .*app.*|(?:click|tap) here .*|all rights reserved.*"
    r"|(?:©|copyright).*"
    r"|.*\b(?:cookie policy|privacy policy|terms of (?:use|service))\b.*",
    re.IGNORECASE,
)


def is_boilerplate(line: str) -> bool:
    """Whether a line (in plain typography) is only a date, a counter, an advertisement or advice to readers."""
    if len(line) > _LONGEST_BOILERPLATE:
        return False
    if _COUNTER.fullmatch(line) or _ADVICE.fullmatch(line):
        return True
    return bool(_TIMED.search(line)) and not _WHEN.sub("", line).strip()
