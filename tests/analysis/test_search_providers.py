"""Services that search the news are asked in their own way, and no answer of theirs can hurt its reader."""

import contextlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from claims.analysis.search_providers import (
    MOST_BYTES,
    MOST_FOUND,
    FactCheck,
    Found,
    Gdelt,
    NotAnAnswer,
    Provider,
)

NOW = datetime(2022, 2, 20, 12, tzinfo=UTC)
KEY = "AIzaSy secret/key+1"
GDELT, FACT_CHECK = Gdelt(), FactCheck(KEY)
BOTH = pytest.mark.parametrize("provider", [GDELT, FACT_CHECK], ids=["gdelt", "fact_check"])
STATEMENT = "Vladimir Putin said 10,000 troops left Crimea"
ODD: tuple[Any, ...] = (None, True, 7, -1.5, "", "x", [], {}, [[]], [None], {"a": []}, "\x00\ud800", "x" * 1_000_000)


def asked(
    provider: Provider, statement: str = STATEMENT, language: str = "", age: float | None = None
) -> dict[str, str]:
    since = None if age is None else NOW - timedelta(days=age)
    address = provider.address(statement, language=language, since=since, now=NOW)
    assert address.isascii()
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


def article(**values: Any) -> dict[str, Any]:
    return {
        "url": "https://border.example/columns",
        "url_mobile": "",
        "title": "Columns & trains are leaving",
        "seendate": "20220215T103000Z",
        "socialimage": "https://border.example/picture.jpg",
        "domain": "border.example",
        "language": "English",
        "sourcecountry": "Poland",
    } | values


def review(**values: Any) -> dict[str, Any]:
    return {
        "publisher": {"name": "The Checkers", "site": "checkers.example"},
        "url": "https://checkers.example/troops",
        "title": "No, the troops have not left",
        "reviewDate": "2022-02-16T00:00:00Z",
        "textualRating": "False",
        "languageCode": "en-GB",
    } | values


def claim(*reviews: Any, **values: Any) -> dict[str, Any]:
    said = {"text": "The troops have left", "claimant": "A ministry", "claimDate": "2022-02-15T00:00:00Z"}
    return said | {"claimReview": list(reviews)} | values


def news(*articles: Any) -> tuple[Found, ...]:
    return GDELT.read(json.dumps({"articles": articles}).encode(), now=NOW)


def checks(*claims: Any) -> tuple[Found, ...]:
    return FACT_CHECK.read(json.dumps({"claims": claims, "nextPageToken": "x"}).encode(), now=NOW)


def refusal(provider: Provider, content: bytes) -> str:
    with pytest.raises(NotAnAnswer) as refused:
        provider.read(content, now=NOW)
    sentence = str(refused.value)
    assert sentence.endswith((".", "!", "?", "…"))
    assert "\n" not in sentence
    assert len(sentence) < 300
    return sentence


# --- GDELT


def test_gdelt_is_asked_for_the_newest_articles_with_all_the_words() -> None:
    assert asked(GDELT, age=5) == {
        "query": '"Vladimir Putin" "10,000" troops left Crimea',
        "mode": "artlist",
        "format": "json",
        "maxrecords": "75",
        "sort": "datedesc",
        "startdatetime": "20220215120000",
        "enddatetime": "20220220120000",
    }
    assert GDELT.address("x", language="", since=None, now=NOW).startswith(
        "https://api.gdeltproject.org/api/v2/doc/doc?"
    )


@pytest.mark.parametrize(
    ("age", "begins"), [(None, "20211122120000"), (10_000, "20170101000000"), (-3, "20220220110000")]
)
def test_gdelt_is_asked_for_a_span_that_it_can_search(age: float | None, begins: str) -> None:
    assert asked(GDELT, age=age)["startdatetime"] == begins


def test_moments_in_other_zones_are_asked_for_in_utc() -> None:
    moment = datetime.fromisoformat("2022-02-20T14:00:00+02:00")
    assert "enddatetime=20220220120000" in GDELT.address("x", language="", since=None, now=moment)


@pytest.mark.parametrize(("language", "ending"), [("ru", " sourcelang:russian"), ("en-GB", " sourcelang:english")])
def test_gdelt_searches_one_language_where_asked_to(language: str, ending: str) -> None:
    assert asked(GDELT, language=language)["query"].endswith(ending)


@pytest.mark.parametrize("language", ["", "xx", "rus", "or1=1", '"'])
def test_gdelt_searches_every_language_where_the_wish_is_unknown(language: str) -> None:
    assert "sourcelang" not in asked(GDELT, language=language)["query"]


def test_no_word_of_a_statement_becomes_an_operator() -> None:
    query = asked(GDELT, '"Kyiv" (OR) domain:evil.example -tone<-5 O’Brien & near20:"a b"')["query"]
    bare = [term for place, part in enumerate(query.split('"')) if place % 2 == 0 for term in part.split()]
    assert all(term.isalnum() for term in bare), query
    assert query.count('"') % 2 == 0


def test_a_word_that_is_too_short_for_gdelt_is_left_out_where_others_stay() -> None:
    assert asked(GDELT, "The EU is dead")["query"] == "dead"
    assert asked(GDELT, "The EU")["query"] == "EU"
    assert asked(GDELT, "普京 is dead")["query"] == "普京 dead"


def test_an_article_is_read() -> None:
    assert news(article()) == (
        Found(
            url="https://border.example/columns",
            title="Columns & trains are leaving",
            publisher="border.example",
            language="en",
            published_raw="20220215T103000Z",
            published_at=datetime(2022, 2, 15, 10, 30, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(("name", "code"), [("Russian", "ru"), ("UKRAINIAN", "uk"), ("Klingon", ""), ("", "")])
def test_the_name_of_a_language_becomes_its_code(name: str, code: str) -> None:
    assert news(article(language=name))[0].language == code


@pytest.mark.parametrize("content", [b"{}", b'{"articles": []}', b"\xef\xbb\xbf {} \r\n"])
def test_gdelt_that_found_nothing_has_answered(content: bytes) -> None:
    assert GDELT.read(content, now=NOW) == ()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Your query was too short or too long.\n", "GDELT says: Your query was too short or too long."),
        (b"Timespan is too short", "GDELT says: Timespan is too short."),
        (b"Please wait. Then\ncome back.", "GDELT says: Please wait."),
        (b"Stop\x00 this\x1b[31m!", "GDELT says: Stop\xef\xbf\xbd this\xef\xbf\xbd[31m!".encode("latin-1").decode()),
        (b"<!DOCTYPE html><html>", "GDELT answered with a web page instead of results."),
        (b" \n", "The answer of GDELT was empty."),
        (b"[]", "The answer of GDELT has a form that we do not know."),
        (b'{"articles": {}}', "The answer of GDELT has a form that we do not know."),
        (b'{"articles": nothing', "The answer of GDELT is too damaged to be read."),
        (b"{}{}", "The answer of GDELT is too damaged to be read."),
        (b"[" * 200_000, "The answer of GDELT is too damaged to be read."),
        (b"{" * 200_000, "The answer of GDELT is too damaged to be read."),
        (b" " * (MOST_BYTES + 1), "The answer of GDELT is larger than 5 MB."),
    ],
)
def test_gdelt_that_did_not_search_says_why(content: bytes, sentence: str) -> None:
    assert refusal(GDELT, content) == sentence


def test_what_a_service_says_without_end_is_shortened() -> None:
    assert refusal(GDELT, b"x" * 1_000_000).endswith("x…")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (rb"They\'re leaving", r"They\'re leaving"),
        (rb"C:\users \u00e9 \u12", r"C:\users é \u12"),
        (rb"A \\ and a \"quotation\"", r'A \ and a "quotation"'),
        (b"A tab\tand a line\nand a NUL\x00", "A tab and a line and a NUL\ufffd"),
        (b"\xff broken", "\ufffd broken"),
        (rb"lone \ud83d half", "lone \ufffd half"),
    ],
)
def test_an_answer_with_broken_escapes_is_read(written: bytes, title: str) -> None:
    content = b'{"articles": [{"url": "https://border.example/a", "title": "' + written + b'"}]}'
    (found,) = GDELT.read(content, now=NOW)
    assert found.title == title


def test_of_a_broken_answer_what_is_whole_is_read() -> None:
    whole = [json.dumps(article(url=f"https://border.example/{number}")) for number in range(3)]
    broken = '{"url": "https://border.example/x", "title": "They said "no" to it"}'
    content = f'{{"articles": [{whole[0]}, {broken}, {whole[1]}, {whole[2][:40]}'.encode()
    assert [found.url[-2:] for found in GDELT.read(content, now=NOW)] == ["/0", "/1"]


# --- Fact checks


def test_fact_checks_are_asked_for() -> None:
    assert asked(FACT_CHECK, language="en-US", age=2.5) == {
        "query": "Vladimir Putin 10,000 troops left Crimea",
        "pageSize": "50",
        "languageCode": "en",
        "maxAgeDays": "3",
        "key": KEY,
    }
    assert set(asked(FACT_CHECK)) == {"query", "pageSize", "key"}
    assert asked(FACT_CHECK, age=-3)["maxAgeDays"] == "1"


def test_the_key_is_not_shown_with_the_provider() -> None:
    assert KEY not in repr(FACT_CHECK)


def test_a_fact_check_is_read() -> None:
    assert checks(claim(review())) == (
        Found(
            url="https://checkers.example/troops",
            title="No, the troops have not left",
            publisher="The Checkers",
            language="en",
            published_raw="2022-02-16T00:00:00Z",
            published_at=datetime(2022, 2, 16, tzinfo=UTC),
            rating="False",
            claim="The troops have left",
            claimant="A ministry",
        ),
    )


def test_every_review_of_a_claim_is_found_and_one_without_a_name_has_its_site() -> None:
    second = review(url="https://other.example/a", publisher={"site": "other.example"}, languageCode="fil")
    found = checks(claim(review(), second), claim(review(url="https://third.example/b")))
    assert [(one.publisher, one.language) for one in found] == [
        ("The Checkers", "en"),
        ("other.example", ""),
        ("The Checkers", "en"),
    ]


@pytest.mark.parametrize("content", [b"{}", b'{"claims": []}'])
def test_no_fact_check_is_an_answer(content: bytes) -> None:
    assert FACT_CHECK.read(content, now=NOW) == ()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b"<html>", b"{", b"\xff", b'{"claims": 7}', b'{"a":' * 200_000, b"1" * 10_000]
)
def test_what_is_no_answer_of_the_fact_checks_is_refused_in_a_sentence(content: bytes) -> None:
    assert "Google Fact Check Tools" in refusal(FACT_CHECK, content)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ({"code": 400, "message": "API key not valid. Pass another."}, "says: API key not valid."),
        ({"message": f"Bad key {KEY}"}, "says: Bad key …"),
        (
            {"message": "See https://x.example/?key=AIzaSy+secret%2Fkey%2B1&a=b"},
            "says: See https://x.example/?key=…&a=b.",
        ),
        ({"message": "Consumer 'api_key:AIzaSyAnother' suspended"}, "says: Consumer 'api_key:…' suspended."),
        ("invalid_grant", "says: invalid_grant."),
        ({"message": "x" * 1_000_000}, "x…"),
        ({"message": ["x"]}, "reports an error and does not say which."),
        (["x"], "reports an error and does not say which."),
    ],
)
def test_an_error_is_told_without_the_key(error: object, sentence: str) -> None:
    told = refusal(FACT_CHECK, json.dumps({"error": error}).encode())
    assert told.endswith(sentence)
    assert told.startswith("Google Fact Check Tools ")
    assert "secret" not in told


# --- What comes from outside


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "/relative",
        "//border.example/a",
        "https://",
        "https://[::1",
        "https://border.example:99999/",
        "https://ada:secret@border.example/",
        "https://border.example/\x00",
        "https://border.example/\ud800",
        "https://border.example/" + "a" * 2_000,
        "https://border.example/" + "й" * 1_000,
        *ODD,
    ],
)
def test_what_is_no_web_address_is_left_out(url: object) -> None:
    assert [found.url for found in news(article(url=url), article())] == ["https://border.example/columns"]
    assert [found.url for found in checks(claim(review(url=url), review()))] == ["https://checkers.example/troops"]


def test_one_page_is_found_once_however_its_address_is_spelled() -> None:
    spelled = (
        "https://Border.example:443/columns?utm_source=a",
        "https://border.example/columns#top",
        " https://b.example/ ",
    )
    assert [found.url for found in news(*(article(url=url) for url in spelled))] == [spelled[0], "https://b.example/"]


@BOTH
def test_no_answer_gives_more_than_a_hundred_pages(provider: Provider) -> None:
    urls = [f"https://border.example/{number}" for number in range(5_000)]
    found = (
        news(*(article(url=url) for url in urls))
        if provider is GDELT
        else checks(*(claim(review(url=url)) for url in urls))
    )
    assert [one.url for one in found] == urls[:MOST_FOUND]


def harmless(found: tuple[Found, ...]) -> bool:
    texts = [
        getattr(one, name)
        for one in found
        for name in ("url", "title", "publisher", "language", "published_raw", "rating", "claim", "claimant")
    ]
    # What could not be stored in either database: NUL, and halves of characters.
    return all(len(text) <= 2_000 and "\x00" not in text and text.encode() is not None for text in texts)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:12])
@pytest.mark.parametrize("name", [*article()])
def test_any_value_at_any_place_of_an_article_is_survived(name: str, odd: object) -> None:
    assert harmless(news(article(**{name: odd}), odd))


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:12])
def test_any_value_at_any_place_of_a_fact_check_is_survived(odd: object) -> None:
    assert all(harmless(checks(claim(review(**{name: odd}), odd))) for name in review())
    assert all(harmless(checks(claim(review()) | {name: odd}, odd)) for name in claim())
    assert harmless(checks(claim(review(publisher={"name": odd, "site": odd}))))


@BOTH
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:12])
def test_an_answer_of_any_form_is_read_or_refused(provider: Provider, odd: object) -> None:
    for answer in (odd, {"articles": odd, "claims": odd}, {"error": odd}, {"error": {"message": odd}}):
        with contextlib.suppress(NotAnAnswer):
            assert provider.read(json.dumps(answer).encode(), now=NOW) == ()


@BOTH
def test_missing_fields_are_empty(provider: Provider) -> None:
    url = "https://border.example/a"
    (found,) = news({"url": url}) if provider is GDELT else checks({"claimReview": [{"url": url}]})
    assert found == Found(url, "", "", "", "", None)
