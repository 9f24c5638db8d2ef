"""Sentences that the software keeps: always in English, told to each reader in theirs."""

import re
from functools import cache

from django.utils.translation import gettext, gettext_noop

# A sentence's parts stand where %(name)s stands. Whatever is kept is listed here, or every reader reads it in English.
SENTENCES = (
    # Why something waits for another look.
    gettext_noop("A quotation is no longer in its source: %(article)s"),
    gettext_noop("A related claim was settled: %(claim)s"),
    gettext_noop("Added by hand."),
    gettext_noop("An article it rests on has disappeared: %(article)s"),
    gettext_noop("An editor's note was added to %(article)s"),
    gettext_noop("Something it rests on has changed."),
    gettext_noop("The headline no longer says who said it: %(article)s"),
    gettext_noop("The last evidence behind its verdict was withdrawn."),
    gettext_noop("The publisher corrected %(article)s"),
    gettext_noop("The publisher filed again %(article)s"),
    gettext_noop("The publisher says that it updated %(article)s"),
    gettext_noop("The publisher withdrew %(article)s"),
    # Why somebody decided, where a key says it.
    gettext_noop("It does not rest on it."),
    gettext_noop("Not about it."),
    gettext_noop("Taken back in the queue of pairs."),
    gettext_noop("Taken back in the review queue."),
    gettext_noop("Taken back on the desk."),
    gettext_noop("Taken back to decide otherwise."),
    # Why an address is not fetched.
    gettext_noop("A numeric address must be written plainly."),
    gettext_noop("An address with a user name or password is not fetched."),
    gettext_noop("Cloud metadata services are not fetched."),
    gettext_noop("It redirects to an address that is not fetched: %(why)s"),
    gettext_noop("Link-local and metadata addresses are not fetched."),
    gettext_noop("Names of the local network are not fetched."),
    gettext_noop("Only http and https addresses are fetched."),
    gettext_noop("Only ports 80, 443, 8080 and 8443 are fetched."),
    gettext_noop("The address has no valid host name or port."),
    gettext_noop("The address holds a character that does not belong there."),
    gettext_noop("The address holds a backslash or an invisible character."),
    gettext_noop("Leave user name and password out of the address."),
    gettext_noop("The address is longer than %(n)s characters."),
    gettext_noop("The address is malformed."),
    gettext_noop("The address is not public: it leads into a private or reserved network."),
    gettext_noop("The address must start with http:// or https://."),
    gettext_noop("The address names no host that can be asked."),
    gettext_noop("The address names no host."),
    gettext_noop("The host name has no address."),
    gettext_noop("The host is being read at this moment: try again in a minute."),
    gettext_noop("The site's robots.txt asks us not to read this page."),
    gettext_noop("The site's robots.txt cannot be read at the moment."),
    # Why no answer came.
    gettext_noop("It did not answer in time."),
    gettext_noop("It is encoded in a way that was not asked for."),
    gettext_noop("It is not the gzip it says it is."),
    gettext_noop("It redirects more than %(n)s times."),
    gettext_noop("It redirects to a malformed address."),
    gettext_noop("Its certificate could not be verified."),
    gettext_noop("No connection could be made."),
    gettext_noop("No secure connection could be made."),
    gettext_noop("The answer broke off before its end."),
    gettext_noop("The connection broke off."),
    gettext_noop("The response is larger than %(size)s."),
    gettext_noop("The server answered %(status)s."),
    # Why an answer is of no use, or what is odd about it.
    gettext_noop("%(n)s older entries are skipped."),
    gettext_noop("%(service)s answered with a web page instead of results."),
    gettext_noop("%(service)s reports an error and does not say which."),
    gettext_noop("It ended our program three times."),
    gettext_noop("It has moved to %(url)s, which is watched already: one of the two can be paused."),
    gettext_noop("No article text was found in the page."),
    gettext_noop("Reading it ended our program three times in a row: it is tried once a day."),
    gettext_noop("Reading the page ended our program three times."),
    gettext_noop("Several entries share one guid; they are told apart by their addresses."),
    gettext_noop("The answer of %(service)s has a form that we do not know."),
    gettext_noop("The answer of %(service)s is larger than %(size)s."),
    gettext_noop("The answer of %(service)s is no JSON that can be read."),
    gettext_noop("The answer of %(service)s is too damaged to be read."),
    gettext_noop("The answer of %(service)s was empty."),
    gettext_noop("The answer was empty."),
    gettext_noop("The article is behind a paywall."),
    gettext_noop("The feed is larger than %(size)s."),
    gettext_noop("The feed is too damaged to be read."),
    gettext_noop("The feed nests more than %(n)s elements or leaves them open."),
    gettext_noop("The file is empty."),
    gettext_noop("The file is larger than %(size)s."),
    gettext_noop("The file lists more than %(n)s feeds."),
    gettext_noop("The file lists no feeds."),
    gettext_noop("The page lists no articles."),
    gettext_noop("The page says that it was not found."),
    gettext_noop("The site asked for proof that a person reads it."),
    gettext_noop("The sitemap is compressed and too damaged to be read."),
    gettext_noop("The sitemap is larger than %(size)s."),
    gettext_noop("This begins like a JSON feed and is no readable JSON."),
    gettext_noop("This is JSON, and no JSON feed: its version is not jsonfeed.org's."),
    gettext_noop("This is neither a sitemap nor a list of addresses."),
    gettext_noop("This is no OPML file: it does not begin with opml."),
    gettext_noop("This is no OPML file: it is no readable XML."),
    gettext_noop("This is no RSS, Atom, RDF or JSON feed."),
    gettext_noop("This is no sitemap: it does not begin with urlset or sitemapindex."),
    gettext_noop("This is no sitemap: it is no readable XML."),
    gettext_noop("%(who)s may not record claims any more."),
)
PART = re.compile(r"%\((\w+)\)s")
# A notice may hold several.
BETWEEN = re.compile(r"(?<=\.) (?=[A-Z0-9])")


def told(text: str) -> str:
    """A kept text in the reader's language; whatever is no sentence of ours stays as it is."""
    if knows(text):
        return _told(text)
    return " ".join(_told(sentence) for sentence in BETWEEN.split(text))


def knows(text: str) -> bool:
    return _found(text) is not None


def _told(text: str) -> str:
    found = _found(text)
    if found is None:
        return text
    sentence, parts = found
    # A reason in a sentence has lost its capital.
    return gettext(sentence) % {
        name: told(part[:1].upper() + part[1:]) if name == "why" else part for name, part in parts.items()
    }


def _found(text: str) -> tuple[str, dict[str, str]] | None:
    for sentence, pattern in _patterns():
        match = pattern.fullmatch(text)
        if match is not None:
            return sentence, match.groupdict()
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each sentence with what it looks like when it is kept; those that have no parts first."""
    ordered = sorted(SENTENCES, key=lambda sentence: len(PART.findall(sentence)))
    return tuple((sentence, _pattern(sentence)) for sentence in ordered)


def _pattern(sentence: str) -> re.Pattern[str]:
    pieces = PART.split(sentence)
    return re.compile(
        "".join(f"(?P<{one}>.+?)" if place % 2 else re.escape(one) for place, one in enumerate(pieces)), re.DOTALL
    )
