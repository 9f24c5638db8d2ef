"""From where a request came, whoever claims what in its headers."""

import pytest

from claims.analysis.client_addresses import client_address, counted_as, neighbourhood


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "address"),
    [
        ("203.0.113.7", "", 0, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", 0, "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", 1, "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1", 1, "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", 2, "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1", 3, "198.51.100.1"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("10.0.0.1", "nonsense", 1, None),
        ("10.0.0.1", "[2001:db8::7]", 1, "2001:db8::7"),
        ("::ffff:203.0.113.7", "", 0, "203.0.113.7"),
        ("", "", 0, None),
        ("unix:", "198.51.100.1", 0, None),
    ],
)
def test_only_our_proxies_are_believed(remote: str, forwarded: str, proxies: int, address: str | None) -> None:
    assert client_address(remote, forwarded, proxies=proxies) == address


@pytest.mark.parametrize(
    ("address", "counted", "kept"),
    [
        ("203.0.113.7", "203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        (None, "", ""),
    ],
)
def test_what_counts_as_one_and_what_the_journal_keeps(address: str | None, counted: str, kept: str) -> None:
    assert (counted_as(address), neighbourhood(address)) == (counted, kept)
