"""The archive's answers are read, and only an address of the archive counts as a copy."""

import json
from datetime import UTC, datetime

import pytest

from claims.analysis.web_archive import (
    ArchivedPlace,
    availability_address,
    read_availability,
    read_saved,
    save_address,
)

PAGE = "https://border.example/columns?id=7"
COPY = ArchivedPlace(f"https://web.archive.org/web/20220215103000/{PAGE}", datetime(2022, 2, 15, 10, 30, tzinfo=UTC))


def available(**values: object) -> bytes:
    closest = {"available": True, "url": COPY.url, "timestamp": "20220215103000", "status": "200", **values}
    return json.dumps({"url": PAGE, "archived_snapshots": {"closest": closest}}).encode()


def saved(final_url: str = "https://web.archive.org/save/x", **headers: str) -> ArchivedPlace | None:
    return read_saved(final_url=final_url, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_the_page_is_asked_for_as_it_was_written_but_for_its_fragment() -> None:
    assert availability_address(f"{PAGE}&utm_source=a#top") == (
        "https://archive.org/wayback/available?url=https%3A%2F%2Fborder.example%2Fcolumns%3Fid%3D7%26utm_source%3Da"
    )
    assert save_address(f"{PAGE}#top") == f"https://web.archive.org/save/{PAGE}"
    assert save_address("https://border.example/колонны").isascii()
    assert save_address(PAGE, base="http://127.0.0.1:8123/save/") == f"http://127.0.0.1:8123/save/{PAGE}"


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "border.example", "https://ada:secret@border.example/"])
def test_what_is_no_web_address_is_not_asked_for(url: str) -> None:
    with pytest.raises(ValueError):
        availability_address(url)
    with pytest.raises(ValueError):
        save_address(url)


@pytest.mark.parametrize("origin", ["https://web.archive.org", "http://web.archive.org", "http://web.archive.org:80"])
def test_the_newest_copy_is_read_and_its_address_is_safe_to_follow(origin: str) -> None:
    assert read_availability(available(url=f"{origin}/web/20220215103000/{PAGE}")) == COPY


def test_a_copy_without_the_archives_frame_keeps_its_mark() -> None:
    place = read_availability(available(url=f"https://web.archive.org/web/20220215103000id_/{PAGE}"))
    assert place is not None
    assert place.url == f"https://web.archive.org/web/20220215103000id_/{PAGE}"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"<html>",
        b"null",
        b"[]",
        b"{}",
        b'{"archived_snapshots": {}}',
        b'{"archived_snapshots": []}',
        b'{"archived_snapshots": {"closest": "yes"}}',
        b'{"archived_snapshots": {"closest": {"available": true}}}',
        b"[" * 100_000,
        b"1" * 10_000,
        b" " * 1_000_001 + b"{}",
        available(available=False),
        available(available="true"),
        available(status="404"),
        available(status=503),
        available(url=None),
        available(url=["https://web.archive.org"]),
    ],
)
def test_no_copy_and_no_readable_answer_are_nothing(content: bytes) -> None:
    assert read_availability(content) is None


@pytest.mark.parametrize(
    "url",
    [
        f"https://evil.example/web/20220215103000/{PAGE}",
        f"https://web.archive.org.evil.example/web/20220215103000/{PAGE}",
        f"https://web.archive.org@evil.example/web/20220215103000/{PAGE}",
        f"https://evil.example/https://web.archive.org/web/20220215103000/{PAGE}",
        f"//evil.example/web/20220215103000/{PAGE}",
        f"https://webXarchive.org/web/20220215103000/{PAGE}",
        f"https://web.archive.org:8080/web/20220215103000/{PAGE}",
        f"ftp://web.archive.org/web/20220215103000/{PAGE}",
        "javascript:alert(1)",
        "https://web.archive.org/web/20220215103000/javascript:alert(1)",
        "https://web.archive.org/web/20220215103000/",
        f"https://web.archive.org/web/2022021510300/{PAGE}",
        f"https://web.archive.org/web/20221315103000/{PAGE}",
        f"https://web.archive.org/web/20220230103000/{PAGE}",
        f"https://web.archive.org/web/٢٠٢٢٠٢١٥١٠٣٠٠٠/{PAGE}",
        f"https://web.archive.org/web/*/{PAGE}",
        f"https://web.archive.org/web/20220215103000/{PAGE} onclick=x",
        f"https://web.archive.org/web/20220215103000/{PAGE}\x00",
        f"https://web.archive.org/web/20220215103000/{PAGE}\n",
        "https://web.archive.org/web/20220215103000/https://ada:secret@border.example/",
        f"https://web.archive.org/web/20220215103000/{PAGE}{'a' * 2_000}",
        f"/web/20220215103000/{PAGE}{'a' * (2_000 - len(PAGE) - 20)}",
    ],
)
def test_an_address_that_is_no_copy_in_the_archive_is_nothing(url: str) -> None:
    expected = COPY if url.endswith("\n") else None  # white space around an address is not part of it
    assert read_availability(available(url=url)) == expected
    assert saved(content_location=url) == expected
    assert saved(url) == expected


def test_a_new_copy_is_named_by_a_header_or_by_the_final_address() -> None:
    path = f"/web/20220215103000/{PAGE}"
    assert saved(content_location=path) == COPY
    assert saved(Content_Location=path) == COPY
    assert saved(Location=COPY.url) == COPY
    assert saved(COPY.url, content_location="https://evil.example/") == COPY
    assert saved() is None


def test_a_stand_in_for_the_archive_names_its_own_copies_only() -> None:
    base = "http://127.0.0.1:8123"
    there = read_saved(final_url="", headers={"content-location": f"/web/20220215103000/{PAGE}"}, base=base)
    assert there == ArchivedPlace(f"{base}/web/20220215103000/{PAGE}", COPY.archived_at)
    assert read_availability(available(url=f"{base}/web/20220215103000/{PAGE}"), base=base) == there
    assert read_availability(available(), base=base) is None
