"""What we fetched leaves the house as a web archive, byte for byte."""

import base64
import hashlib
import io
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from warcio.archiveiterator import ArchiveIterator

from claims.models import Article, Body, Snapshot
from claims.publishing import redactions, warc
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

HTML = b"<!DOCTYPE html>\r\n<p>Columns \xff\x00 are leaving</p>\r\n\r\n"
Record = tuple[str, Any, Any, bytes]  # type, headers of the record, headers of the answer, content


def fetched(article: Article, content: bytes = HTML, at: datetime = NOON, **values: Any) -> Snapshot:
    """A snapshot of a page of the article; the answer came from the page's own address."""
    page = values.pop("page", None) or factories.page(article=article)
    body = Body.objects.keep(content, media_type="text/html", now=at)
    given = {
        "http_status": 200,
        "headers": {"content-type": "text/html; charset=utf-8", "etag": '"a"'},
        "final_url": page.url,
        **values,
    }
    return Snapshot.objects.record(page=page, fetched_at=at, sha256=body.sha256, body=body, recorded_at=at, **given)


def records(content: bytes) -> list[Record]:
    """Everything in the file, with the digests checked."""
    found = ArchiveIterator(io.BytesIO(content), check_digests="raise")
    return [(one.rec_type, one.rec_headers, one.http_headers, one.raw_stream.read()) for one in found]


def exported(article: Article) -> tuple[int, bytes]:
    stream = io.BytesIO()
    return warc.write_warc(article, stream, now=NOON), stream.getvalue()


def test_a_snapshot_comes_back_with_its_bytes_its_answer_and_its_moment() -> None:
    article = factories.article()
    moment = datetime(2022, 2, 15, 14, 30, 1, 250, tzinfo=timezone(timedelta(hours=2)))
    snapshot = fetched(article, at=moment)
    written, content = exported(article)
    (kind, about, _, fields), (response, headers, answer, body) = records(content)
    assert (written, kind, response) == (1, "warcinfo", "response")
    assert b"software: Said & Seen\r\n" in fields
    assert f"isPartOf: {article.url}\r\n".encode() in fields
    assert about["WARC-Date"] == "2022-02-15T12:00:00.000000Z"
    assert body == HTML == snapshot.body.content()
    assert headers.protocol == "WARC/1.1"
    assert headers["WARC-Target-URI"] == snapshot.final_url
    assert headers["WARC-Date"] == "2022-02-15T12:30:01.000250Z"
    assert headers["WARC-Record-ID"] == f"<urn:uuid:{snapshot.public_id}>"
    assert headers["WARC-Warcinfo-ID"] == about["WARC-Record-ID"]
    assert headers["Content-Type"] == "application/http; msgtype=response"
    digest = base64.b32encode(bytes.fromhex(snapshot.sha256)).decode()
    assert headers["WARC-Payload-Digest"] == f"sha256:{digest}"
    assert (answer.protocol, answer.statusline) == ("HTTP/1.1", "200 OK")
    assert answer.headers == [("content-type", "text/html; charset=utf-8"), ("etag", '"a"')]


def test_every_page_of_the_article_is_in_the_file_in_the_order_of_fetching_and_no_other_articles() -> None:
    article, other = factories.article(), factories.article()
    one, two = factories.page(article=article), factories.page(article=article)
    for number, page in enumerate((one, two, one)):
        fetched(article, b"%d" % number, at=NOON - timedelta(hours=number), page=page)
    fetched(other, b"other")
    written, content = exported(article)
    assert written == 3
    assert [body for kind, *_, body in records(content) if kind == "response"] == [b"2", b"1", b"0"]


def test_each_record_can_be_unpacked_by_itself() -> None:
    article = factories.article()
    fetched(article)
    rest, pieces = exported(article)[1], []
    while rest:
        unpacking = zlib.decompressobj(wbits=31)
        pieces.append(unpacking.decompress(rest)[:8])
        rest = unpacking.unused_data
    assert pieces == [b"WARC/1.1", b"WARC/1.1"]


def test_the_same_record_gives_the_same_file() -> None:
    article = factories.article()
    fetched(article, final_url="https://border.example/moved")
    assert exported(article) == exported(article)


def test_an_address_that_led_elsewhere_has_a_record_of_its_own() -> None:
    article = factories.article()
    snapshot = fetched(article, final_url="https://border.example/moved")
    _, (_, headers, _, _), (kind, beside, _, fields) = records(exported(article)[1])
    assert headers["WARC-Target-URI"] == "https://border.example/moved"
    assert kind == "metadata"
    assert beside["WARC-Target-URI"] == snapshot.page.url
    assert beside["WARC-Refers-To"] == headers["WARC-Record-ID"]
    assert b"finalAddress: https://border.example/moved\r\n" in fields


def test_of_a_destroyed_snapshot_only_its_digest_is_told() -> None:
    article = factories.article()
    gone, kept = fetched(article, b"Her name"), fetched(article, at=NOON + timedelta(hours=1))
    redactions.destroy_body(body=gone.body, reason="At risk", editor=factories.carl(), now=NOON)
    written, content = exported(article)
    _, (kind, headers, _, fields), (response, _, _, body) = records(content)
    assert (written, kind, response) == (2, "metadata", "response")
    assert headers["WARC-Target-URI"] == gone.final_url
    assert b"was destroyed on 2022-02-15: it was redacted" in fields
    assert hashlib.sha256(b"Her name").hexdigest().encode() in fields
    assert b"At risk" not in fields
    assert body == kept.body.content()


@pytest.mark.parametrize(
    ("code", "line"), [(404, "404 Not Found"), (451, "451 Unavailable For Legal Reasons"), (599, "599 Unassigned")]
)
def test_an_answer_keeps_its_status(code: int, line: str) -> None:
    article = factories.article()
    fetched(article, b"", http_status=code)
    _, (_, _, answer, body) = records(exported(article)[1])
    assert (answer.statusline, body) == (line, b"")


def test_a_header_from_outside_can_forge_no_other_and_what_described_the_way_is_left_out() -> None:
    article = factories.article()
    sent = {"server": "a\r\nX-Forged: b", "link": "<https://x.example/й>", "content-encoding": "gzip", "etag": ""}
    fetched(article, headers=sent)
    _, (_, _, answer, body) = records(exported(article)[1])
    assert {name for name, _ in answer.headers} == {"server", "link", "etag"}
    assert body == HTML


def test_large_and_binary_content_is_not_touched() -> None:
    article = factories.article()
    content = bytes(range(256)) * 5_000 + b"WARC/1.1\r\nWARC-Type: response\r\n\r\n"
    fetched(article, content)
    _, (_, _, _, body) = records(exported(article)[1])
    assert body == content


# --- The command


def test_the_command_writes_the_file_and_leaves_nothing_beside_it(tmp_path: Path, capsys: Any) -> None:
    article = factories.article()
    fetched(article)
    file = tmp_path / "a.warc.gz"
    call_command("export_warc", str(article.public_id), str(file))
    assert [kind for kind, *_ in records(file.read_bytes())] == ["warcinfo", "response"]
    assert list(tmp_path.iterdir()) == [file]
    assert capsys.readouterr().out == f"Wrote 1 snapshot of {article.url} to {file}.\n"


def test_a_file_is_replaced_only_when_told_to(tmp_path: Path) -> None:
    article, file = factories.article(), tmp_path / "a.warc.gz"
    file.write_bytes(b"mine")
    with pytest.raises(CommandError, match="is there already: name another file, or replace it with --force"):
        call_command("export_warc", str(article.public_id), str(file))
    assert file.read_bytes() == b"mine"
    call_command("export_warc", str(article.public_id), str(file), "--force")
    assert [kind for kind, *_ in records(file.read_bytes())] == ["warcinfo"]


@pytest.mark.parametrize("public_id", ["", "7", "no-such", "01900000-0000-7000-8000-000000000000"])
def test_an_article_that_is_not_there_is_refused_in_a_sentence(public_id: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=f"There is no article with the public id {public_id}"):
        call_command("export_warc", public_id, str(tmp_path / "a.warc.gz"))
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    article = factories.article()
    with pytest.raises(CommandError, match=r"is a folder: name a file in it\."):
        call_command("export_warc", str(article.public_id), str(tmp_path))
    with pytest.raises(CommandError, match=r"cannot be written: No such file or directory\."):
        call_command("export_warc", str(article.public_id), str(tmp_path / "none" / "a.warc.gz"))


def test_an_export_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    article, file = factories.article(), tmp_path / "a.warc.gz"
    snapshot = fetched(article)
    Body.objects.filter(pk=snapshot.body_id).update(compressed=b"damaged")
    file.write_bytes(b"mine")
    with pytest.raises(Exception, match="incorrect header check"):
        call_command("export_warc", str(article.public_id), str(file), "--force")
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"mine"]
