"""Redirects are followed a few times, to where one may go, and carry nothing to strangers."""

import pytest

from claims.fetching import guard
from claims.fetching.errors import AddressRefused, FetchFailed
from claims.fetching.http import Fetcher, Redirect
from tests.fetching.origins import NAME, QUICK, answer, fetching, serving


def moved(to: str, status: str = "302 Found") -> bytes:
    return answer(b"over there", status=status, Location=to)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_followed_and_told(status: str) -> None:
    with serving({"/": moved("/new", status), "/new": answer(b"here")}) as origin, fetching(origin) as fetch:
        found = fetch(origin.url())
        assert (found.content, found.status, found.url) == (b"here", 200, origin.url())
        assert found.final_url == origin.url("/new")
        assert found.redirects == (Redirect(origin.url(), int(status[:3])),)
        assert origin.connections == 1


def test_a_redirect_without_an_address_is_the_answer() -> None:
    with serving({"/": answer(b"", status="301 Moved")}) as origin, fetching(origin) as fetch:
        assert fetch(origin.url()).status == 301


def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    answers = {f"/{n}": moved(f"/{n + 1}") for n in range(6)} | {"/6": answer(b"end")}
    with serving(answers) as origin, fetching(origin) as fetch:
        assert len(fetch(origin.url("/1")).redirects) == 5
        with pytest.raises(FetchFailed, match=r"It redirects more than 5 times\.") as caught:
            fetch(origin.url("/0"))
    assert (caught.value.url, caught.value.permanent) == (origin.url("/0"), True)


def test_a_loop_ends() -> None:
    with (
        serving({"/": moved("/")}) as origin,
        fetching(origin) as fetch,
        pytest.raises(FetchFailed, match="more than 5"),
    ):
        fetch(origin.url())
    assert len(origin.requests) == 6


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.2:{port}/",
        "http://localhost:{port}/",
        "http://2130706433:{port}/",
        "//[::1]:{port}/",
        "http://169.254.169.254/latest/",
        "http://user:word@127.0.0.1:{port}/",
        "http://127.0.0.1:6379/",
        "http://127.0.0.1:{port}\\@example.org/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://[::1",
    ],
)
def test_a_redirect_to_where_one_may_not_go_is_refused(to: str) -> None:
    with serving({}) as other, serving({"/": moved(to.format(port=other.port))}) as origin:
        with fetching(origin) as fetch, pytest.raises(FetchFailed, match="It redirects to") as caught:
            fetch(origin.url())
        assert (caught.value.url, caught.value.permanent) == (origin.url(), True)
        assert (len(origin.requests), other.connections) == (1, 0)


def test_a_redirect_through_a_name_that_leads_inside_is_refused_without_its_address() -> None:
    resolved = {NAME: ["127.0.0.1"], "inside.example.org": ["127.0.0.2"]}
    with serving({}, host="127.0.0.2") as inside:
        with serving({"/": moved(f"http://inside.example.org:{inside.port}/")}) as origin:
            allow = guard.parse_allow_targets(origin.target)
            fetch = Fetcher(user_agent="Said/1", allow=allow, limits=QUICK, resolve=resolved.__getitem__)
            with pytest.raises(AddressRefused) as caught:
                fetch(origin.url())
            fetch.close()
        assert inside.connections == 0
    assert "127.0.0.2" not in str(caught.value)


def test_what_one_host_said_of_its_text_is_not_told_to_another() -> None:
    with serving({"/": answer(b"elsewhere")}, host="127.0.0.2") as other:
        answers = {"/": moved(f"http://127.0.0.2:{other.port}/"), "/same": moved("/")}
        with serving(answers) as origin, fetching(origin, other) as fetch:
            assert fetch(origin.url("/same"), etag='"v1"', last_modified="then").content == b"elsewhere"
    assert all('If-None-Match: "v1"' in request for request in origin.requests)
    assert "v1" not in other.requests[0]
    assert "If-Modified-Since" not in other.requests[0]


def test_a_redirect_with_a_space_is_followed_like_a_browser_does() -> None:
    with serving({"/": moved("/a b"), "/a%20b": answer(b"here")}) as origin, fetching(origin) as fetch:
        assert fetch(origin.url()).content == b"here"
