"""An e-mail is read as text, whatever it holds: nothing in it is run, opened or fetched."""

import base64
from datetime import UTC, datetime

import pytest

from claims.analysis import captured_text, emails
from tests.factories import NOON

PLAIN = (
    b"From: Press office <press@ministry.example>\r\nTo: desk@paper.example\r\n"
    b"Subject: =?utf-8?q?Statement_on_=C3=9Cbungen?=\r\nDate: Tue, 15 Feb 2022 09:30:00 +0300\r\n\r\n"
    b"Units are leaving.\r\nThe drills are over.\r\n"
)


def test_headers_and_text_are_told() -> None:
    read = emails.read(PLAIN, now=NOON)
    assert read.subject == "Statement on Übungen"
    assert read.sent_at == datetime(2022, 2, 15, 6, 30, tzinfo=UTC)
    assert read.told() == (
        "From: Press office <press@ministry.example>\nTo: desk@paper.example\nSubject: Statement on Übungen\n"
        "Date: Tue, 15 Feb 2022 09:30:00 +0300\n\nUnits are leaving.\nThe drills are over."
    )


def multipart(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    joined = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts)
    return b"From: a@b.example\r\nContent-Type: multipart/" + kind + b'; boundary="edge"\r\n\r\n' + joined + b"--edge--"


def test_of_two_versions_the_plain_one_is_read() -> None:
    html, plain = b"Content-Type: text/html\r\n\r\n<b>Rich</b>", b"Content-Type: text/plain\r\n\r\nPlain"
    assert emails.read(multipart(html, plain, kind=b"alternative"), now=NOON).text == "Plain"


def test_html_is_read_as_text_and_its_scripts_are_not() -> None:
    html = b"Content-Type: text/html\r\n\r\n<p>They left</p><script>alert(1)</script><img src='https://spy.example/1'>"
    assert emails.read(multipart(html), now=NOON).text == "They left"


def test_what_is_attached_is_named_and_not_opened() -> None:
    attached = (
        b'Content-Type: application/pdf; name="order.pdf"\r\nContent-Disposition: attachment; filename="order.pdf"'
    )
    read = emails.read(multipart(b"\r\nSee the order.", attached + b"\r\n\r\n%PDF"), now=NOON)
    assert (read.text, read.attachments) == ("See the order.", ("order.pdf",))
    assert "%PDF" not in read.told()


def test_a_forwarded_message_comes_with_its_own_headers() -> None:
    read = emails.read(multipart(b"\r\nLook at this:", b"Content-Type: message/rfc822\r\n\r\n" + PLAIN), now=NOON)
    assert read.text.startswith("Look at this:\n\nFrom: Press office <press@ministry.example>")
    assert read.text.endswith("The drills are over.")


def test_an_unknown_charset_and_broken_base64_are_read_as_far_as_they_go() -> None:
    odd = b"Content-Type: text/plain; charset=klingon-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert "Units" in emails.read(multipart(odd + base64.b64encode(b"Units left") + b"!!"), now=NOON).text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 1000,
        b"Subject: =?klingon?b?////?=\r\n\r\nx",
        b"Date: Tue, 99 Foo 9999\r\n\r\nx",
        b"Content-Type: multipart/mixed\r\n\r\nno edge",
        b"Content-Type: text/plain; charset=\xff\xfe\r\n\r\nx",
        b"Content-Disposition: attachment; filename*=utf-8''%ff%fe\r\n\r\nx",
        b"From: a\r\n" * 50_000,
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3000)),
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(99)),
        b"Content-Type: message/rfc822\r\n\r\n" * 5000,
        b"Content-Type: text/plain" + b"; a*0=b" * 100_000 + b"\r\n\r\nx",
        b"Content-Type: text/plain; charset*=?0*=utf-8''%e2; charset*1*=%ac\r\n\r\nx",
        b"Content-Disposition: attachment; filename*=?0*=utf-8''%e2%82; filename*1*=%ac.txt\r\n\r\nx",
    ],
)
def test_hostile_bytes_raise_nothing(content: bytes) -> None:
    assert isinstance(emails.read(content, now=NOON).told(), str)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (PLAIN.decode(), True),
        ("\n" + PLAIN.decode(), True),
        ("MOSCOW, Feb 15 (Reuters) - Units are leaving.", False),
        ("Subject: the meeting\nWe met at noon.", False),
        ("", False),
        ("a:" * 100_000, False),
    ],
)
def test_a_pasted_email_is_known_by_its_headers(text: str, is_one: bool) -> None:
    assert emails.is_email(text) == is_one


def test_a_capture_is_text_where_it_holds_one() -> None:
    email = captured_text.read(PLAIN, media_type="message/rfc822", now=NOON)
    assert email is not None
    assert email.title == "Statement on Übungen"
    typed = captured_text.read(b"One\r\nTwo\0", media_type="text/plain", now=NOON)
    assert typed == captured_text.CapturedText("", "One\nTwo\ufffd")
    assert captured_text.read(b"\x89PNG", media_type="image/png", now=NOON) is None
