"""Give every web address one spelling."""

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

import w3lib.url

LONGEST_ADDRESS: Final = 8_192  # characters
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_UNWANTED: Final = re.compile(r"[\x00-\x20\x7f-\x9f\\\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
# Only names that never choose the page. courlan's own list also drops uid, cid, source, gallery and all that begins
# like them, under which many sites keep the article's number: two articles would become one page.
_TRACKING: Final = re.compile(
    r"(?:utm|mtm|pk|itm|vero|oly|ga|hsa|stm|wt)_\w+"
    r"|(?:fb|g|dc|gbra|wbra|ms|tw|yc|ysc|tt|li_fat|epi|irg|mkt)clid|gbraid|wbraid|yclid|msclkid|twclid|ttclid|li_fat_id"
    r"|igshid|igsh|mc_cid|mc_eid|mkt_tok|_ga|_gl|_hsenc|_hsmi|__twitter_impression|at_medium|at_campaign|at_custom\d"
    r"|ns_campaign|ns_mchannel|ns_source|ocid|cmpid|xtor|s_cid|ftag|smid|ref_src|ref_url",
    re.IGNORECASE,
)


def canonical_url(url: str) -> str:
    """The one spelling of an http(s) address; applied twice it changes nothing. ValueError says what is wrong.

    Scheme and host in lower case (IDN encoded), default port, dot segments, fragment and tracking parameters gone;
    the rest of the query stays as it was written, because some servers mind its order.
    """
    parts = _checked(url.strip())
    path = urlsplit(w3lib.url.canonicalize_url(urlunsplit(("http", "host", parts.path, "", "")))).path
    return urlunsplit((parts.scheme.lower(), _authority(parts), path or "/", _wanted(parts.query), ""))


def host_of(url: str) -> str:
    """The host in lower case, with its port only where that is not the scheme's default. ValueError as above."""
    return _authority(_checked(url.strip()))


def _checked(url: str) -> SplitResult:
    if len(url) > LONGEST_ADDRESS:
        raise ValueError(f"The address is longer than {LONGEST_ADDRESS} characters.")
    if re.match(r"https?://", url, re.IGNORECASE) is None:
        raise ValueError("The address must start with http:// or https://.")
    if _UNWANTED.search(url.replace(" ", "")):
        raise ValueError("The address holds a backslash or an invisible character.")
    parts = urlsplit(w3lib.url.safe_url_string(url))
    if not parts.hostname:
        raise ValueError("The address names no host.")
    if "@" in parts.netloc:
        raise ValueError("Leave user name and password out of the address.")
    return parts


def _authority(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if re.fullmatch(r"[^\s%/?#<>\"^`{|}@\[\]]+", host) is None:
        raise ValueError("The address names no host that can be asked.")
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    return host if port in (None, _DEFAULT_PORTS[parts.scheme.lower()]) else f"{host}:{port}"


def _wanted(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0]))
