"""Decide which addresses may be connected to: the one guard before every hop of every request."""

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import idna

from claims.fetching import networks
from claims.fetching.errors import AddressRefused
from claims.fetching.networks import IPAddress, IPNetwork

LONGEST = 8192
LONGEST_HOST = 253
DEFAULT_PORTS = {"http": 80, "https": 443}
PORTS = frozenset({80, 443, 8080, 8443})
LOCAL_SUFFIXES = ("localhost", "local", "internal", "localdomain", "onion", "home.arpa")
METADATA_NAMES = frozenset({"metadata", "metadata.google.internal", "metadata.goog", "instance-data.ec2.internal"})
DOTTED = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}", re.ASCII)
NUMERIC = re.compile(r"(?:\d+|0x[0-9a-f]*)", re.ASCII)
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
AUTHORITY = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[^\[\]:%@]+)(?::[0-9]*)?")
UNWANTED = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
# Letters and marks that print as nothing, which their Unicode category does not tell.
BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10))))
ASCII_UNWANTED = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True, slots=True)
class AllowTarget:
    """One entry of FETCH_ALLOW_TARGETS: a name, or a network, and always a port."""

    host: str
    network: IPNetwork | None
    port: int

    def names(self, host: str, port: int) -> bool:
        return self.network is None and (self.host, self.port) == (host, port)

    def covers(self, host: str, address: IPAddress, port: int) -> bool:
        return self.names(host, port) or (self.network is not None and address in self.network and port == self.port)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """What a well-formed address says: its host in lower-case ASCII without a final dot, its port, and its target."""

    scheme: str
    host: str
    port: int
    literal: IPAddress | None
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def allowed_addresses(
    url: str, resolve: Callable[[str], list[str]], *, allow: Sequence[AllowTarget] = ()
) -> tuple[str, ...]:
    """The addresses that may be connected to for `url`, in the resolver's order.

    `resolve(host)` is asked once. Raises AddressRefused; its reason names the class of the reason, not the address.
    """
    wanted = web_address(url)
    if wanted.literal is not None:
        addresses = [wanted.literal]
    else:
        _refuse_name(url, wanted, allow)
        addresses = _resolved(url, wanted.host, resolve)
    for address in addresses:
        _refuse_address(url, wanted, address, allow)
    return tuple(str(address) for address in addresses)


def web_address(url: str) -> WebAddress:
    """`url` taken apart. Raises AddressRefused for any spelling that another program might read differently."""
    parts = _well_formed(url)
    host = _host(url, parts)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    return WebAddress(parts.scheme, host, port, _literal(url, host), target)


def parse_allow_targets(text: str) -> tuple[AllowTarget, ...]:
    """The targets in a list separated by commas or spaces. ValueError names the entry that is malformed."""
    return tuple(_allow_target(entry) for entry in text.replace(",", " ").split())


def _allow_target(entry: str) -> AllowTarget:
    host, colon, port = entry.rpartition(":")
    if not colon or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise ValueError(f"{entry!r} needs a port, as in 127.0.0.1:8741.")
    bare = host.replace("[", "").replace("]", "")
    if ":" in bare and bare == host and "/" not in bare:
        raise ValueError(f"{entry!r} is ambiguous: an IPv6 address is written in brackets, as in [::1]:8741.")
    if ":" in bare or "/" in bare or DOTTED.fullmatch(bare):
        return AllowTarget(host="", network=_allowed_network(entry, bare), port=int(port))
    return AllowTarget(host=_allowed_name(entry, host.lower()), network=None, port=int(port))


def _allowed_name(entry: str, name: str) -> str:
    labels = name.split(".")
    if not all(LABEL.fullmatch(label) for label in labels) or NUMERIC.fullmatch(labels[-1]):
        raise ValueError(f"{entry!r} is neither host:port nor address:port; wildcards are not allowed.")
    if name in METADATA_NAMES:
        raise ValueError(f"{entry!r} is a metadata service, which can never be allowed.")
    return name


def _allowed_network(entry: str, text: str) -> IPNetwork:
    try:
        network = ipaddress.ip_network(text)
    except ValueError:
        raise ValueError(f"{entry!r} is not an address or a network, as in 10.1.2.0/24:8080.") from None
    if network.prefixlen < (24 if network.version == 4 else 64):
        raise ValueError(f"{entry!r} is too wide: at least /24 (IPv4) or /64 (IPv6).")
    if networks.is_never_listed(network):
        raise ValueError(f"{entry!r} is a link-local or metadata range, which can never be allowed.")
    if networks.wraps_other_addresses(network):
        raise ValueError(f"{entry!r} is another spelling of IPv4 addresses: list those themselves.")
    if network.network_address.is_unspecified or network.is_multicast:
        raise ValueError(f"{entry!r} stands for many machines: list one address, or a network of them.")
    return network


def _well_formed(url: str) -> SplitResult:
    if len(url) > LONGEST:
        raise AddressRefused(url[:200], "The address is longer than 8,192 characters.")
    if _has_unwanted_sign(url):
        raise AddressRefused(url, "The address holds a character that does not belong there.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused(url, "The address is malformed.") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise AddressRefused(url, "Only http and https addresses are fetched.")
    if "@" in parts.netloc:
        raise AddressRefused(url, "An address with a user name or password is not fetched.")
    if port == 0 or not AUTHORITY.fullmatch(parts.netloc):
        raise AddressRefused(url, "The address has no valid host name or port.")
    return parts


def _has_unwanted_sign(url: str) -> bool:
    if ASCII_UNWANTED.search(url):
        return True
    return not url.isascii() and any(sign in BLANKS or unicodedata.category(sign) in UNWANTED for sign in url)


def _host(url: str, parts: SplitResult) -> str:
    host = (parts.hostname or "").removesuffix(".")
    if not host or len(host) > LONGEST_HOST:
        raise AddressRefused(url, "The address has no valid host name or port.")
    if host.isascii():
        return host
    try:
        encoded = idna.encode(host, uts46=True).decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise AddressRefused(url, "The address has no valid host name or port.") from None
    if NUMERIC.fullmatch(encoded.rpartition(".")[2]):
        # Circled and full-width digits turn into a number: an odd spelling of an address.
        raise AddressRefused(url, "A numeric address must be written plainly.")
    return encoded


def _literal(url: str, host: str) -> IPAddress | None:
    """The address a numeric host spells, None for a name. Only the plain spelling is taken."""
    if ":" not in host and not NUMERIC.fullmatch(host.rpartition(".")[2]):
        return None
    try:
        return ipaddress.IPv6Address(host) if ":" in host else ipaddress.IPv4Address(host)
    except ValueError:
        raise AddressRefused(url, "A numeric address must be written plainly.") from None


def _refuse_name(url: str, wanted: WebAddress, allow: Sequence[AllowTarget]) -> None:
    host, labels = wanted.host, wanted.host.split(".")
    if len(host) > LONGEST_HOST or not all(LABEL.fullmatch(label) for label in labels):
        raise AddressRefused(url, "The address has no valid host name or port.")
    if host in METADATA_NAMES:
        raise AddressRefused(url, "Cloud metadata services are not fetched.")
    if any(target.names(host, wanted.port) for target in allow):
        return
    if len(labels) < 2 or any(host == suffix or host.endswith("." + suffix) for suffix in LOCAL_SUFFIXES):
        raise AddressRefused(url, "Names of the local network are not fetched.")


def _resolved(url: str, host: str, resolve: Callable[[str], list[str]]) -> list[IPAddress]:
    try:
        found = [ipaddress.ip_address(one.partition("%")[0]) for one in resolve(host)]
    except (OSError, ValueError):
        found = []
    if not found:
        # A name server may be away for a minute: worth another try.
        raise AddressRefused(url, "The host name has no address.", permanent=False)
    return found


def _refuse_address(url: str, wanted: WebAddress, address: IPAddress, allow: Sequence[AllowTarget]) -> None:
    if networks.is_never_reached(address):
        raise AddressRefused(url, "Link-local and metadata addresses are not fetched.")
    if any(target.covers(wanted.host, address, wanted.port) for target in allow):
        return
    if wanted.port not in PORTS:
        raise AddressRefused(url, "Only ports 80, 443, 8080 and 8443 are fetched.")
    if not networks.is_public(address):
        raise AddressRefused(url, "The address is not public: it leads into a private or reserved network.")
