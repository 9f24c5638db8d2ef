"""Ask services that search the news for what may bear on a claim."""

import functools
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final, Protocol
from urllib.parse import quote, quote_plus, urlencode

from claims.analysis import addresses, dates, lexical_model, numbers_and_names, plain_text
from claims.analysis.words import Word, words_of

MOST_FOUND: Final = 100
MOST_READ: Final = 1_000  # entries of an answer; no honest one has more than 250
MOST_BYTES: Final = 5 * 1024**2
LONGEST_ADDRESS: Final = 2_000  # characters, as the column of a page's address
LONGEST_TITLE: Final = 1_000
LONGEST_CLAIM: Final = 2_000
LONGEST_NAME: Final = 300
LONGEST_DATE: Final = 100
LONGEST_STATEMENT: Final = 5_000  # of which words are taken
LONGEST_SAYING: Final = 200  # what a service says of itself
_LONGEST_PHRASE: Final = 3  # words; titles before a name make longer ones that no other article has
_GDELT_BEGINS: Final = datetime(2017, 1, 1, tzinfo=UTC)
_GDELT_NAMES: Final = """
af Afrikaans sq Albanian am Amharic ar Arabic hy Armenian az Azerbaijani eu Basque be Belarusian bn Bengali bs Bosnian
bg Bulgarian my Burmese ca Catalan zh Chinese hr Croatian cs Czech da Danish nl Dutch en English et Estonian fi Finnish
fr French gl Galician ka Georgian de German el Greek gu Gujarati ha Hausa he Hebrew hi Hindi hu Hungarian is Icelandic
id Indonesian ga Irish it Italian ja Japanese kn Kannada kk Kazakh km Khmer rw Kinyarwanda ko Korean ku Kurdish ky
Kyrgyz lo Lao lv Latvian lt Lithuanian mk Macedonian ms Malay ml Malayalam mt Maltese mr Marathi mn Mongolian ne Nepali
no Norwegian or Oriya ps Pashto fa Persian pl Polish pt Portuguese pa Punjabi ro Romanian ru Russian sr Serbian si
Sinhalese sk Slovak sl Slovenian so Somali es Spanish sw Swahili sv Swedish tl Tagalog tg Tajik ta Tamil te Telugu th
Thai bo Tibetan tr Turkish uk Ukrainian ur Urdu uz Uzbek vi Vietnamese cy Welsh yo Yoruba
"""
_NAME_OF: Final[Mapping[str, str]] = dict(zip(*[iter(_GDELT_NAMES.lower().split())] * 2, strict=True))
_CODE_OF: Final[Mapping[str, str]] = {name: code for code, name in _NAME_OF.items()}
_ESCAPE: Final = re.compile(r"\\(?P<known>[\"\\/bfnrt]|u[0-9a-fA-F]{4})|\\")
_KEY_LIKE: Final = re.compile(r"AIza[\w-]{10,}|(?<=key[=:])[^\s&\"']+", re.IGNORECASE)
_model: Final = functools.cache(lexical_model.load_model)


class NotAnAnswer(ValueError):
    """The service found nothing because it did not search; its text is one plain sentence that says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page that a service names: `url` absolute http(s) as given, the texts plain and on one line.

    publisher: a name or a domain. language: two letters or "". published_at: UTC, None where it cannot be read.
    rating, claim and claimant are a fact check's: the verdict in its words, whose words it reviews; "" for news.
    """

    url: str
    title: str
    publisher: str
    language: str
    published_raw: str
    published_at: datetime | None
    rating: str = ""
    claim: str = ""
    claimant: str = ""


class Provider(Protocol):
    """A service that is asked with one GET and answers with pages."""

    name: str
    label: str

    def address(self, statement: str, *, language: str, since: datetime | None, now: datetime) -> str:
        """The address to GET. language: two letters to find only that language, "" for all; since: the oldest.

        It may hold a key: it is for the request, never for a log or a page.
        """
        ...

    def read(self, content: bytes, *, now: datetime) -> tuple[Found, ...]:
        """The pages in an answer, in its order, each once, at most MOST_FOUND. NotAnAnswer if it is none."""
        ...


# --- GDELT DOC 2.0 (https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/)


@dataclass
class Gdelt:
    """News of the last months in 65 languages. Non-English news is searched in English translation.

    published_at is when GDELT saw the page, which is minutes to hours after it was published.
    """

    base: str = "https://api.gdeltproject.org/api/v2/doc/doc"
    name: str = field(default="gdelt", init=False)
    label: str = field(default="GDELT", init=False)

    def address(self, statement: str, *, language: str, since: datetime | None, now: datetime) -> str:
        """See Provider. Without `since` the 90 days before now are searched."""
        begins = max(_GDELT_BEGINS, min(since or now - timedelta(days=90), now - timedelta(hours=1)))
        query = _gdelt_query(query_words(statement, most=5), language=language)
        form = {"mode": "artlist", "format": "json", "maxrecords": "75", "sort": "datedesc"}
        span = {"startdatetime": _gdelt_moment(begins), "enddatetime": _gdelt_moment(now)}
        return f"{self.base}?{urlencode({'query': query} | form | span)}"

    def read(self, content: bytes, *, now: datetime) -> tuple[Found, ...]:
        """See Provider. GDELT answers a query that it refuses with a sentence, and with status 200."""
        text = _text(content, label=self.label)
        if text[:1] not in "{[":
            raise NotAnAnswer(_saying(text, label=self.label))
        articles = _gdelt_articles(text, label=self.label)
        return _distinct(found for one in articles if (found := _gdelt_found(one, now=now)) is not None)


def _gdelt_query(terms: Sequence[str], *, language: str) -> str:
    # GDELT refuses a whole query for one keyword of two letters; Chinese words have no more.
    long_enough = [term for term in terms if len(term) > 2 or term > "\u2e80"] or terms
    # Unquoted, anything but letters and digits is an operator or "illegal".
    written = [term if term.isalnum() else f'"{term}"' for term in long_enough]
    name = _NAME_OF.get(_two_letters(language))
    return " ".join([*written, f"sourcelang:{name}"] if name else written)


def _gdelt_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S")


def _gdelt_articles(text: str, *, label: str) -> Sequence[object]:
    """The articles of the answer. Where it is broken JSON, each article that can still be read."""
    answer = _loaded(text)
    if answer is not None:
        return _listed(answer, "articles", label=label)
    pieces = islice(re.finditer(r"\{[^{}]*\}", text), MOST_READ)
    articles = [one for piece in pieces if (one := _loaded(piece[0])) and "url" in one]
    if not articles:
        raise NotAnAnswer(f"The answer of {label} is too damaged to be read.")
    return articles


def _gdelt_found(article: object, *, now: datetime) -> Found | None:
    url = _web_address(article.get("url")) if isinstance(article, dict) else ""
    if not isinstance(article, dict) or not url:
        return None
    written = _said(article.get("seendate"), most=LONGEST_DATE)
    return Found(
        url=url,
        title=_said(article.get("title"), most=LONGEST_TITLE),
        publisher=_said(article.get("domain"), most=LONGEST_NAME),
        language=_CODE_OF.get(_said(article.get("language"), most=LONGEST_NAME).lower(), ""),
        published_raw=written,
        published_at=dates.read_date(written, now=now),
    )


# --- Google Fact Check Tools (https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search)


@dataclass
class FactCheck:
    """Fact checks that publishers marked up as ClaimReview."""

    key: str = field(repr=False)
    base: str = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
    name: str = field(default="fact_check", init=False)
    label: str = field(default="Google Fact Check Tools", init=False)

    def address(self, statement: str, *, language: str, since: datetime | None, now: datetime) -> str:
        """See Provider. since: counted in whole days, rounded up; the key is the last parameter."""
        asked = {"query": " ".join(query_words(statement, most=10)), "pageSize": "50"}
        if code := _two_letters(language):
            asked["languageCode"] = code
        if since is not None:
            asked["maxAgeDays"] = str(max(1, math.ceil((now - since) / timedelta(days=1))))
        return f"{self.base}?{urlencode(asked | {'key': self.key})}"

    def read(self, content: bytes, *, now: datetime) -> tuple[Found, ...]:
        """See Provider. A claim that several publishers reviewed gives one page for each."""
        text = _text(content, label=self.label)
        answer = _loaded(text) if text[:1] == "{" else None
        if not isinstance(answer, dict):
            raise NotAnAnswer(f"The answer of {self.label} is no JSON that can be read.")
        if answer.get("error"):
            raise NotAnAnswer(_saying(self._without_key(_message(answer["error"])), label=self.label))
        claims = _listed(answer, "claims", label=self.label)
        return _distinct(found for claim in claims for found in _reviews(claim, now=now))

    def _without_key(self, message: str) -> str:
        for spelling in {self.key, quote(self.key), quote_plus(self.key)} - {""}:
            message = message.replace(spelling, "…")
        return _KEY_LIKE.sub("…", message)


def _message(error: object) -> str:
    message = error.get("message") if isinstance(error, dict) else error
    return message if isinstance(message, str) else ""


def _reviews(claim: object, *, now: datetime) -> Iterator[Found]:
    reviews = claim.get("claimReview") if isinstance(claim, dict) else None
    for review in reviews[:MOST_FOUND] if isinstance(reviews, list) else []:
        if isinstance(claim, dict) and isinstance(review, dict) and (url := _web_address(review.get("url"))):
            yield _reviewed(url, claim, review, now=now)


def _reviewed(url: str, claim: Mapping[str, Any], review: Mapping[str, Any], *, now: datetime) -> Found:
    publisher = review.get("publisher")
    of = publisher if isinstance(publisher, dict) else {}
    written = _said(review.get("reviewDate"), most=LONGEST_DATE)
    return Found(
        url=url,
        title=_said(review.get("title"), most=LONGEST_TITLE),
        publisher=_said(of.get("name"), most=LONGEST_NAME) or _said(of.get("site"), most=LONGEST_NAME),
        language=_two_letters(_said(review.get("languageCode"), most=LONGEST_NAME)),
        published_raw=written,
        published_at=dates.read_date(written, now=now),
        rating=_said(review.get("textualRating"), most=LONGEST_NAME),
        claim=_said(claim.get("text"), most=LONGEST_CLAIM),
        claimant=_said(claim.get("claimant"), most=LONGEST_NAME),
    )


# --- The words to search for


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[Word, ...]
    text: str
    # The lower the sooner it is kept: names, numbers, other words; among each the rarest, then the longest.
    weight: tuple[int, float, int]


def query_words(statement: str, *, most: int) -> tuple[str, ...]:
    """At most `most` terms of the statement, in its order: names, then numbers, then the rarest words of the rest.

    A name or number of several words is one term with spaces in it ("Vladimir Putin", "19 million"). A statement of
    nothing but stop words gives its first words.
    """
    text = plain_text.one_line(plain_text.harmless(statement[:LONGEST_STATEMENT]))
    kept = sorted(_new_terms(text), key=lambda term: term.weight)[: max(0, most)]
    if not kept:
        return tuple(re.findall(r"\w+", text)[: max(0, most)])
    return tuple(term.text for term in sorted(kept, key=lambda term: term.words[0].start))


def _new_terms(text: str) -> Iterator[_Term]:
    """The terms that say something which none before them said: after "Vladimir Putin", "Putin" says nothing."""
    known: set[str] = set()
    for term in _terms(text):
        roots = {word.root for word in term.words}
        if term.text and not roots <= known:
            known |= roots
            yield term


def _terms(text: str) -> Iterator[_Term]:
    words = tuple(words_of(text))
    names = numbers_and_names.names_in(words, usually_capital=_model().usually_capital)
    together: list[Word] = []
    for word in words:
        is_name = word.is_capital and word.root in names
        if together and not (is_name and _continues(together, word, text)):
            yield _term(together, text, kind=0)
            together = []
        if is_name:
            together.append(word)
        else:
            yield _term([word], text, kind=1 if word.is_number else 2)
    if together:
        yield _term(together, text, kind=0)


def _continues(together: Sequence[Word], word: Word, text: str) -> bool:
    return len(together) < _LONGEST_PHRASE and text[together[-1].end : word.start] == " "


def _term(words: Sequence[Word], text: str, *, kind: int) -> _Term:
    written = re.sub(r"['’]s?$", "", text[words[0].start : words[-1].end])
    rarity = max(_model().rarity(word.root) for word in words)
    return _Term(tuple(words), written, (kind, -rarity, -len(written)))


# --- What comes from outside


def _text(content: bytes, *, label: str) -> str:
    if len(content) > MOST_BYTES:
        raise NotAnAnswer(f"The answer of {label} is larger than {MOST_BYTES // 1024**2} MB.")
    text = content.decode("utf-8-sig", errors="replace").strip()
    if not text:
        raise NotAnAnswer(f"The answer of {label} was empty.")
    return text


def _loaded(text: str) -> Any:
    """The JSON, with control characters and unknown escapes in its texts taken as they stand; None if it is none."""
    try:
        return json.loads(_ESCAPE.sub(lambda found: found[0] if found["known"] else r"\\", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _listed(answer: object, name: str, *, label: str) -> list[object]:
    """The list of that name; a service that found nothing leaves it out."""
    found = answer.get(name, []) if isinstance(answer, dict) else None
    if not isinstance(found, list):
        raise NotAnAnswer(f"The answer of {label} has a form that we do not know.")
    return found[:MOST_READ]


def _saying(text: str, *, label: str) -> str:
    """What a service says instead of an answer, as one sentence."""
    if text.startswith("<"):
        return f"{label} answered with a web page instead of results."
    said = plain_text.one_line(plain_text.harmless(text[: 10 * LONGEST_SAYING]))
    first = plain_text.shortened(re.split(r"(?<=[.!?])\s", said, maxsplit=1)[0], most=LONGEST_SAYING)
    ending = "" if first.endswith((".", "!", "?", "…")) else "."
    return f"{label} says: {first}{ending}" if first else f"{label} reports an error and does not say which."


def _said(value: object, *, most: int) -> str:
    """Text as it may be stored; anything else that stands where text belongs is as good as absent."""
    if not isinstance(value, str):
        return ""
    return plain_text.shortened(plain_text.one_line(plain_text.harmless(value[: 4 * most])), most=most)


def _web_address(value: object) -> str:
    """The address as written; "" if it is none on the web, or too long to be kept."""
    if not isinstance(value, str) or len(value) > LONGEST_ADDRESS:
        return ""
    try:
        return value.strip() if len(addresses.canonical_url(value)) <= LONGEST_ADDRESS else ""
    except ValueError:
        return ""


def _two_letters(tag: str) -> str:
    """The language of a tag such as en-US; "" for the few languages whose code has three letters."""
    return next(iter(re.findall(r"^[a-z]{2}(?![a-z0-9])", tag.strip().lower())), "")


def _distinct(pages: Iterable[Found]) -> tuple[Found, ...]:
    known: dict[str, Found] = {}
    for page in islice(pages, MOST_READ):
        known.setdefault(addresses.canonical_url(page.url), page)
    return tuple(known.values())[:MOST_FOUND]
