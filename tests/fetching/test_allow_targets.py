"""FETCH_ALLOW_TARGETS opens exactly what it names, and nothing beside it."""

import pytest

from claims.fetching import guard
from claims.fetching.errors import AddressRefused

NAMES = {
    "localhost": ["127.0.0.1"],
    "wire.example.org": ["127.0.0.1"],
    "wire.internal": ["10.1.2.3"],
    "other.internal": ["10.1.2.3"],
    "mixed.example.org": ["127.0.0.1", "127.0.0.2"],
    "links.example.org": ["169.254.169.254"],
}


def is_allowed(url: str, targets: str) -> bool:
    try:
        guard.allowed_addresses(url, lambda host: NAMES[host], allow=guard.parse_allow_targets(targets))
    except AddressRefused:
        return False
    return True


@pytest.mark.parametrize(
    ("url", "targets"),
    [
        ("http://127.0.0.1:8901/feed", "127.0.0.1:8901"),
        ("http://127.0.0.1.:8901/feed", "127.0.0.1:8901"),
        ("http://wire.example.org:8901/", "127.0.0.1:8901"),
        ("http://localhost:8901/", "localhost:8901"),
        ("http://wire.internal:9000/", "wire.internal:9000"),
        ("http://WIRE.internal:9000/", "Wire.Internal:9000"),
        ("http://10.1.2.200:9000/", "10.1.2.0/24:9000"),
        ("http://[::1]:8901/", "[::1]:8901"),
        ("http://[fd12:3456::9]:8901/", "[fd12:3456::]/64:8901"),
        ("http://[fd12:3456::9]:8901/", "[fd12:3456::/64]:8901"),
        ("http://[fd12:3456::9]:8901/", "fd12:3456::/64:8901"),
        ("http://10.9.9.9/", "127.0.0.1:8901, 10.9.9.9:80"),
    ],
)
def test_a_listed_target_is_reached(url: str, targets: str) -> None:
    assert is_allowed(url, targets)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:6379/",
        "http://[::1]:8901/",
        "http://localhost:8901/",
        "http://169.254.169.254:8901/",
        "http://169.254.169.254/",
        "http://2130706433:8901/",
        "http://0177.0.0.1:8901/",
        "http://127.1:8901/",
        "http://127.0.0.2:8901/",
        "http://[::ffff:127.0.0.1]:8901/",
        "http://[64:ff9b::7f00:1]:8901/",
        "http://0.0.0.0:8901/",
        "http://mixed.example.org:8901/",
        "http://user@127.0.0.1:8901/",
        "http://127.0.0.1:8901\\@example.org/",
        "http://127.0.0.1:8901/\x01",
        "gopher://127.0.0.1:8901/",
    ],
)
def test_an_address_and_port_open_nothing_else(url: str) -> None:
    assert not is_allowed(url, "127.0.0.1:8901")


@pytest.mark.parametrize("url", ["http://other.internal:9000/", "http://wire.internal/", "http://10.1.2.3:9000/"])
def test_a_name_opens_itself_and_neither_its_address_nor_a_neighbour(url: str) -> None:
    assert not is_allowed(url, "wire.internal:9000")


def test_a_listed_name_never_leads_to_a_metadata_service() -> None:
    assert not is_allowed("http://links.example.org:80/", "links.example.org:80")


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("127.0.0.1", "needs a port"),
        ("wire.internal", "needs a port"),
        ("127.0.0.1:", "needs a port"),
        ("127.0.0.1:0", "needs a port"),
        ("127.0.0.1:65536", "needs a port"),
        ("127.0.0.1:*", "needs a port"),
        ("*:80", "wildcards"),
        ("*.example.org:80", "wildcards"),
        (":80", "wildcards"),
        ("http://example.org:80", "not an address"),
        ("2130706433:80", "wildcards"),
        ("0x7f000001:80", "wildcards"),
        ("127.1:80", "wildcards"),
        ("::1:8901", "in brackets"),
        ("10.0.0.0/8:80", "too wide"),
        ("10.0.0.0/23:80", "too wide"),
        ("[fd00::]/63:80", "too wide"),
        ("10.0.0.5/24:80", "not an address or a network"),
        ("0.0.0.0:80", "many machines"),
        ("[::]:80", "IPv4"),
        ("[::]/64:80", "IPv4"),
        ("[::ffff:10.0.0.1]:80", "IPv4"),
        ("[2002:7f00:1::]:80", "IPv4"),
        ("169.254.169.254:80", "never be allowed"),
        ("169.254.1.0/24:80", "never be allowed"),
        ("[fe80::1]:80", "never be allowed"),
        ("[fd00:ec2::254]:80", "never be allowed"),
        ("[fd00:ec2::]/64:80", "never be allowed"),
        ("168.63.129.0/24:80", "never be allowed"),
        ("metadata.google.internal:80", "never be allowed"),
        ("224.0.0.1:80", "many machines"),
    ],
)
def test_a_bad_entry_is_named_in_one_sentence(entry: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        guard.parse_allow_targets(f"127.0.0.1:8901,{entry}")
    assert repr(entry) in str(caught.value)


@pytest.mark.parametrize("text", ["", " ", " , "])
def test_an_empty_list_allows_nothing(text: str) -> None:
    assert guard.parse_allow_targets(text) == ()
