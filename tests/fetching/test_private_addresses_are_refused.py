"""No spelling, name or wrapping of a private address passes the guard."""

from collections.abc import Callable

import pytest

from claims.fetching import guard
from claims.fetching.errors import AddressRefused

PUBLIC = "93.184.216.34"


def to(*addresses: str) -> Callable[[str], list[str]]:
    return lambda _: list(addresses)


def refusal(url: str, *addresses: str) -> AddressRefused:
    with pytest.raises(AddressRefused) as caught:
        guard.allowed_addresses(url, to(*(addresses or (PUBLIC,))))
    return caught.value


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://10.0.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://255.255.255.255/",
        "http://224.0.0.1/",
        "http://198.18.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://168.63.129.16/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://[fd00:ec2::254]/",
        "http://[fc00::1]/",
        "http://[ff02::1]/",
        "http://[2001:db8::1]/",
        "http://[4000::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b:1::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
        "http://[2600::5efe:10.0.0.1]/",
        "http://[2600::200:5efe:10.0.0.1]/",
    ],
)
def test_a_literal_address_that_is_not_public_is_refused(url: str) -> None:
    assert "not public" in refusal(url).reason or "Link-local" in refusal(url).reason


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "127.1",
        "127.0.1",
        "127.0.0.01",
        "0x7f.1",
        "1.2.3.4.5",
        "256.1.1.1",
        "4294967297",
        "①②⑦.⓪.⓪.①",
        "１２７.0.0.1",
        "127。0。0。1",
        "０x7f000001",
        "93.184.216.034",
    ],
)
def test_a_number_spelled_oddly_is_refused_wherever_it_leads(host: str) -> None:
    assert refusal(f"http://{host}/").reason == "A numeric address must be written plainly."


@pytest.mark.parametrize(
    "url",
    [
        "http://user@example.org/",
        "http://user:word@example.org/",
        "http://example.org@127.0.0.1/",
        "http://127.0.0.1\\@example.org/",
        "http:\\\\example.org/",
        "http://example.org\t/",
        "http://exam\nple.org/",
        "http://example.org/\x00",
        "http://example.org/a b",
        "http://exam\u200bple.org/",
        "http://exam\u00adple.org/",
        "http://example.org/\u202egpj",
        "http://example.org/\u3164",
        "http://example.org/\ufe0f",
        "http://example.org/\ud800",
        "http://127.0.0.1%2f@example.org/",
        "http://example%2eorg/",
        "http://[fe80::1%25eth0]/",
        "http://[::1]example.org/",
        "http://[::1/",
        "http://[v1.fe]/",
        "http://example.org:port/",
        "http://example.org:99999/",
        "http://example.org:0/",
        "http://example.org:80:81/",
        "http://exa[mple.org/",
        "http://-example.org/",
        "http://example..org/",
        "http://example.org../",
        "http://example.org;/",
        "http://" + "a." * 130 + "org/",
        "http://" + "a" * 64 + ".org/",
        "http:///path",
        "http:example.org",
        "//example.org/",
        "example.org",
        "",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "unix:///run/redis.sock",
        "https://example.org/" + "a" * 8192,
    ],
)
def test_a_spelling_that_programs_read_differently_is_refused(url: str) -> None:
    assert refusal(url).permanent


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "redis",
        "printer.local",
        "db.internal",
        "db.INTERNAL.",
        "a.localdomain",
        "x.onion",
        "router.home.arpa",
        "a.localhost",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "metadata.google.internal",
        "metadata.goog",
    ],
)
def test_a_name_of_the_local_network_is_refused_wherever_it_leads(host: str) -> None:
    assert refusal(f"http://{host}/").reason.endswith("are not fetched.")


@pytest.mark.parametrize("port", [22, 25, 6379, 5432, 8000, 9200])
def test_a_port_that_is_not_the_webs_is_refused(port: int) -> None:
    assert refusal(f"http://example.org:{port}/").reason == "Only ports 80, 443, 8080 and 8443 are fetched."


def test_one_private_address_among_several_refuses_all() -> None:
    assert "not public" in refusal("http://example.org/", PUBLIC, "10.0.0.7").reason


@pytest.mark.parametrize("private", ["10.1.2.3", "169.254.169.254", "::ffff:192.168.7.9", "fe80::1%eth0"])
def test_the_refusal_never_names_the_resolved_address(private: str) -> None:
    told = str(refusal("http://example.org/", private))
    assert private.partition("%")[0] not in told


def test_an_unknown_name_may_be_tried_again() -> None:
    with pytest.raises(AddressRefused) as caught:
        guard.allowed_addresses("http://example.org/", to())
    assert caught.value.permanent is False


def test_an_answer_that_is_no_address_is_refused() -> None:
    assert refusal("http://example.org/", "not an address").reason == "The host name has no address."


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://example.org/", "example.org"),
        ("https://EXAMPLE.org.:8443/a?b=c#d", "example.org"),
        ("http://example.org:/", "example.org"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("https://россия.рф/новости", "xn--h1alffa9f.xn--p1ai"),
        ("https://under_score.example.org/", "under_score.example.org"),
    ],
)
def test_a_public_name_is_resolved_once_in_its_plain_form(url: str, asked: str) -> None:
    names: list[str] = []
    found = guard.allowed_addresses(url, lambda host: names.append(host) or [PUBLIC, "2606:2800:220:1::1"])  # type: ignore[func-returns-value]  # append answers None
    assert (names, found) == ([asked], (PUBLIC, "2606:2800:220:1::1"))


@pytest.mark.parametrize("address", ["8.8.8.8", "[2606:2800:220:1::1]", "[64:ff9b::808:808]"])
def test_a_plain_public_address_needs_no_resolver(address: str) -> None:
    assert len(guard.allowed_addresses(f"http://{address}/", to("10.0.0.1"))) == 1
