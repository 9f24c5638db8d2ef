"""Ask other people's servers politely."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from protego import Protego

PRODUCT: Final = "SaidAndSeen"
LONGEST_WAIT: Final = timedelta(hours=24)
_LONGEST_ROBOTS: Final = 500 * 1024  # characters; RFC 9309 lets a crawler stop reading there
_MOST_DOUBLINGS: Final = 32


def backoff(*, failures: int, base: timedelta, jitter: float) -> timedelta:
    """The pause after so many failures in a row: doubled each time, spread by 20 % either way, at most 24 hours.

    jitter: 0..1. No failure, no pause.
    """
    if failures <= 0:
        return timedelta(0)
    # In seconds, because a timedelta overflows long before a float does.
    seconds = base.total_seconds() * 2.0 ** min(failures - 1, _MOST_DOUBLINGS) * (0.8 + 0.4 * jitter)
    return timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))


def retry_after(value: str, *, now: datetime) -> timedelta | None:
    """The pause that a Retry-After header asks for (seconds or HTTP date), within 0..24 hours; None if unreadable."""
    asked = value.strip()
    if re.fullmatch(r"[0-9]+", asked):
        # Longer numbers are over the limit anyway, and Python refuses to read thousands of digits.
        return min(timedelta(seconds=int(asked)), LONGEST_WAIT) if len(asked) <= 9 else LONGEST_WAIT
    try:
        moment = parsedate_to_datetime(asked)
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=now.tzinfo)
        return min(max(aware - now, timedelta(0)), LONGEST_WAIT)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def user_agent(contact: str, version: str) -> str:
    """How we introduce ourselves, with a way to reach us: "SaidAndSeen/1.0 (+desk@example.org)".

    ValueError without a contact: nobody should be asked by a machine that hides who runs it.
    """
    reachable = re.sub(r"[^\x21-\x27\x2a-\x7e]+", "", contact)
    if not reachable:
        raise ValueError(
            "The contact for the User-Agent is missing: give an address where the newsroom can be reached."
        )
    plain_version = re.sub(r"[^\w.+-]+", "", version, flags=re.ASCII)
    return f"{PRODUCT}/{plain_version} (+{reachable})"


def may_read(robots_txt: str, *, url: str, user_agent: str) -> bool:
    """Whether this robots.txt allows us the address (RFC 9309). An empty one allows everything."""
    return bool(_rules(robots_txt).can_fetch(url, _product(user_agent)))


def crawl_delay(robots_txt: str, *, user_agent: str) -> timedelta | None:
    """The pause between two requests that this robots.txt asks for, at most 24 hours; None if it asks for none."""
    seconds = _rules(robots_txt).crawl_delay(_product(user_agent))
    if seconds is None or not seconds >= 0:
        return None
    return timedelta(seconds=min(float(seconds), LONGEST_WAIT.total_seconds()))


def _rules(robots_txt: str) -> Protego:
    return Protego.parse(robots_txt[:_LONGEST_ROBOTS])


def _product(user_agent: str) -> str:
    """Only the product's name counts in robots.txt, not version or contact."""
    return user_agent.partition("/")[0].strip()
