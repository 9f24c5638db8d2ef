"""ClaimReviews of other newsrooms are found in pages and in JSON, however they are nested, and read as hostile."""

import json
from typing import Any

import pytest

from claims.analysis.claim_reviews import read_reviews
from claims.analysis.tables import NotATable

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://check.example/1",
    "datePublished": "2022-02-17",
    "claimReviewed": "Units are leaving",
    "author": {"@type": "Organization", "name": "Check It"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Igor K."},
        "datePublished": "2022-02-15",
        "appearance": [{"@type": "CreativeWork", "url": "https://wire.example/a", "publisher": {"name": "The Wire"}}],
    },
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "alternateName": "False"},
}


def found(value: object) -> list[dict[str, str]]:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    table = read_reviews(content)
    return [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows]


def test_claim_claimant_appearance_rating_and_reviewer_are_told() -> None:
    assert found(REVIEW) == [
        {
            "statement": "Units are leaving",
            "claimant": "Igor K.",
            "claimant_kind": "person",
            "appeared_at": "2022-02-15",
            "outlet": "The Wire",
            "url": "https://wire.example/a",
            "language": "",
            "reviewed_by": "Check It",
            "review_rating": "False",
            "review_url": "https://check.example/1",
            "reviewed_on": "2022-02-17",
        }
    ]


@pytest.mark.parametrize(
    "value",
    [
        [REVIEW],
        {"@graph": [{"@type": "WebPage"}, REVIEW]},
        {"@type": "DataFeed", "dataFeedElement": [{"item": [REVIEW]}]},
        {"@type": "NewsArticle", "mainEntity": REVIEW},
        {**REVIEW, "@type": ["Review", "http://schema.org/ClaimReview"]},
        {"a": [[[[REVIEW]]]]},
    ],
)
def test_it_is_found_however_it_is_nested(value: object) -> None:
    assert [one["statement"] for one in found(value)] == ["Units are leaving"]


def test_it_is_found_in_a_page() -> None:
    block = json.dumps(REVIEW)
    page = f'<!doctype html><script type="application/ld+json">{block}</script><p>Text</p>'
    broken = '<script type="application/ld+json">{"@type": </script>'
    assert len(found((broken + page).encode())) == 1


def test_a_page_in_another_encoding_says_which() -> None:
    block = json.dumps({**REVIEW, "claimReviewed": "Части уходят"}, ensure_ascii=False)
    page = f'<meta charset="windows-1251"><script type="application/ld+json">{block}</script><p>Текст страницы</p>'
    assert found(page.encode("windows-1251"))[0]["statement"] == "Части уходят"


def test_older_markup_says_where_the_claim_appeared_by_same_as() -> None:
    item = {"@type": "CreativeWork", "author": {"name": "Igor K."}, "sameAs": ["https://wire.example/b"]}
    assert found({**REVIEW, "itemReviewed": item})[0]["url"] == "https://wire.example/b"


def test_a_bare_number_says_of_how_many() -> None:
    rating = {"ratingValue": "2", "bestRating": "5"}
    assert found({**REVIEW, "reviewRating": rating})[0]["review_rating"] == "2 / 5"


def test_several_of_one_graph_are_several_and_the_same_twice_is_one() -> None:
    other = {**REVIEW, "claimReviewed": "No unit has left"}
    graph = {"@context": "https://schema.org", "@graph": [{"@graph": [REVIEW]}, [other], REVIEW]}
    assert {one["statement"] for one in found(graph)} == {"Units are leaving", "No unit has left"}


@pytest.mark.parametrize(
    ("rating", "told"),
    [
        (None, ""),
        ({}, ""),
        ({"ratingValue": "4"}, "4"),
        ({"ratingValue": 1.5, "bestRating": 5}, "1.5 / 5"),
        ({"ratingValue": True}, ""),
        ({"ratingValue": {"@value": 1}}, ""),
        ({"ratingValue": 1e999}, "inf"),
        ([{"ratingValue": "1", "alternateName": "False"}], "False"),
        ("Mostly true", "Mostly true"),
        ({"alternateName": "\ud800 False"}, "\ufffd False"),
    ],
)
def test_their_rating_is_told_in_whatever_shape_it_comes(rating: object, told: str) -> None:
    (one,) = found({**REVIEW, "reviewRating": rating})
    assert one.get("review_rating", "") == told


def test_without_a_rating_the_claim_is_there_all_the_same() -> None:
    bare = {name: value for name, value in REVIEW.items() if name != "reviewRating"}
    assert found(bare)[0]["statement"] == "Units are leaving"


def test_markup_in_its_texts_is_taken_off_and_addresses_are_of_the_web() -> None:
    hostile = {
        **REVIEW,
        "claimReviewed": "<b>Units</b> are <script>alert(1)</script>leaving\u0000",
        "url": "javascript:alert(1)",
        "author": 7,
        "reviewRating": [["x"]],
        "itemReviewed": {"author": [["deep"]], "appearance": {"url": {"@id": "x"}}},
    }
    (one,) = found(hostile)
    assert one["statement"].startswith("Units are leaving")
    assert "script" not in one["statement"]
    assert one.get("review_url", "") == one.get("claimant", "") == one.get("url", "") == ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<p>No markup</p>", "There is no ClaimReview in it"),
        (b"{}", "There is no ClaimReview in it"),
        (b'{"@type": "ClaimReview"}', "There is no ClaimReview in it"),
        (b"[" * 50_000, "There is no ClaimReview in it"),
        (b"\x00\x01\x02", "There is no ClaimReview in it"),
        (b"", "There is no ClaimReview in it"),
        (b"<" + b"\xff\xfe" * 500, "There is no ClaimReview in it"),
        (b"<div>" * 100_000, "There is no ClaimReview in it"),
        (b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>", "There is no ClaimReview in it"),
        (b'{"@type": "ClaimReview", "claimReviewed": ' + b"9" * 5_000 + b"}", "There is no ClaimReview in it"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "no ClaimReview"),
        (b"[" + b"0," * 6_000_000 + b"0]", "The file is larger than 10 MB"),
        ('{"a": "Части уходят"}'.encode("cp1251"), "neither a page nor JSON in UTF-8"),
    ],
)
def test_what_holds_none_is_answered_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NotATable) as told:
        read_reviews(content)
    assert sentence in str(told.value)
