"""The connection goes to the address that was checked, whatever a name server or the environment says later."""

import socket
from typing import Any

import pytest

from claims.fetching import guard
from claims.fetching.errors import AddressRefused
from claims.fetching.http import Fetcher
from tests.fetching.origins import NAME, QUICK, answer, fetching, serving

PUBLIC = "93.184.216.34"


def test_a_name_that_turns_private_after_the_check_is_connected_where_it_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said, connected = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]]), []
    genuine = socket.create_connection
    with serving({"/": answer(b"checked")}) as origin:

        def connect(address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
            connected.append(address)
            return genuine((origin.host, origin.port), *args, **kwargs)

        monkeypatch.setattr("socket.create_connection", connect)
        fetch = Fetcher(user_agent="Said/1", limits=QUICK, resolve=lambda _: next(said))
        assert fetch(f"http://{NAME}/").content == b"checked"
        fetch.close()
    assert connected == [(PUBLIC, 80)]
    assert f"Host: {NAME}\r\n" in origin.requests[0]


def test_each_new_connection_is_checked_anew() -> None:
    said = iter([["127.0.0.1"], ["127.0.0.2"]])
    closing = {"/": answer(b"good", Connection="close")}
    with serving(closing) as good, serving(closing, host="127.0.0.2", port=good.port) as evil:
        allow = guard.parse_allow_targets(good.target)
        fetch = Fetcher(user_agent="Said/1", allow=allow, limits=QUICK, resolve=lambda _: next(said))
        assert fetch(good.url()).content == b"good"
        with pytest.raises(AddressRefused):
            fetch(good.url())
        fetch.close()
    assert (good.connections, evil.connections) == (1, 0)


def test_a_refused_address_is_never_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[object] = []
    monkeypatch.setattr("socket.create_connection", lambda address, **_: connected.append(address))
    fetch = Fetcher(user_agent="Said/1", limits=QUICK, resolve=lambda _: [PUBLIC, "10.0.0.1"])
    for url in ("http://example.org/", "http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://0x7f.1/"):
        with pytest.raises(AddressRefused) as caught:
            fetch(url)
        assert caught.value.url == url
        assert "10.0.0.1" not in str(caught.value)
    assert connected == []


def test_a_second_address_is_tried_when_the_first_does_not_answer() -> None:
    with serving({"/": answer(b"second")}) as origin:
        allow = guard.parse_allow_targets(f"{origin.target},127.0.0.3:{origin.port}")
        fetch = Fetcher(user_agent="Said/1", allow=allow, limits=QUICK, resolve=lambda _: ["127.0.0.3", "127.0.0.1"])
        assert fetch(origin.url()).content == b"second"
        fetch.close()


def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}) as proxy, serving({"/": answer(b"direct")}) as origin:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://{proxy.target}")
        with fetching(origin) as fetch:
            assert fetch(origin.url()).content == b"direct"
    assert proxy.connections == 0


def test_a_refused_connection_is_told_without_the_resolved_address() -> None:
    with serving({}) as origin, fetching(origin) as fetch:
        pass
    with pytest.raises(Exception, match=r"No connection could be made\.") as caught, fetching(origin) as fetch:
        fetch(origin.url())
    assert origin.host not in str(caught.value)
    assert caught.value.__cause__ is None
