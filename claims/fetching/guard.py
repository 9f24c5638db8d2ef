"""Decide which addresses may be connected to: the one guard before every hop of every request."""

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from claims.fetching.errors import AddressRefused

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

LONGEST = 8192
PORTS = frozenset({80, 443, 8080, 8443})
REFUSED_SUFFIXES = ("localhost", "local", "internal", "localdomain", "onion", "home.arpa")
METADATA_NAMES = frozenset({"metadata.google.internal", "metadata.goog", "instance-data.ec2.internal"})
# Cloud metadata services and link-local ranges: never reachable, and never to be allowed.
NEVER = tuple(
    ipaddress.ip_network(one)
    for one in ("169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "168.63.129.16/32", "100.100.100.200/32")
)
# Wrappings of an IPv4 address inside IPv6, and where in it the four bytes stand.
WRAPPED = (
    (ipaddress.ip_network("::ffff:0:0/96"), 12),
    (ipaddress.ip_network("::ffff:0:0:0/96"), 12),
    (ipaddress.ip_network("64:ff9b::/96"), 12),
    (ipaddress.ip_network("64:ff9b:1::/48"), 12),
    (ipaddress.ip_network("2002::/16"), 2),
    (ipaddress.ip_network("::/96"), 12),
)
TEREDO = ipaddress.ip_network("2001::/32")
DOTTED = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}")
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")


@dataclass(frozen=True, slots=True)
class AllowTarget:
    """One entry of FETCH_ALLOW_TARGETS: a name, or a network, and always a port."""

    host: str
    network: IPNetwork | None
    port: int

    def covers(self, host: str, address: IPAddress, port: int) -> bool:
        if port != self.port:
            return False
        if self.network is None:
            return host == self.host
        return address.version == self.network.version and address in self.network


def parse_allow_targets(text: str) -> tuple[AllowTarget, ...]:
    """The targets in a list separated by commas or spaces. ValueError names the entry that is malformed."""
    return tuple(_allow_target(entry) for entry in text.replace(",", " ").split())


def _allow_target(entry: str) -> AllowTarget:
    host, colon, port = entry.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError(f"{entry!r} needs a port, as in 127.0.0.1:8741.")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    if "/" not in bare and not DOTTED.fullmatch(bare) and ":" not in bare:
        name = bare.lower()
        if not name or not all(LABEL.fullmatch(label) for label in name.split(".")):
            raise ValueError(f"{entry!r} is neither host:port nor address:port; wildcards are not allowed.")
        return AllowTarget(host=name, network=None, port=int(port))
    try:
        network = ipaddress.ip_network(bare)
    except ValueError:
        raise ValueError(f"{entry!r} is not an address or a network.") from None
    if network.prefixlen < (24 if network.version == 4 else 64):
        raise ValueError(f"{entry!r} is too wide: at least /24 (IPv4) or /64 (IPv6).")
    if any(network.version == never.version and network.overlaps(never) for never in NEVER):
        raise ValueError(f"{entry!r} is a link-local or metadata range, which can never be allowed.")
    return AllowTarget(host="", network=network, port=int(port))


def allowed_addresses(
    url: str, resolve: Callable[[str], list[str]], *, allow: Sequence[AllowTarget] = ()
) -> tuple[str, ...]:
    """The addresses that may be connected to for `url`, in the resolver's order.

    `resolve(host)` is asked once. Raises AddressRefused; its reason names the class of the reason, not the address.
    """
    parts = _well_formed(url)
    host = _host(url, parts)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    literal = _literal(url, host)
    if literal is None:
        _refuse_name(url, host, allow, port)
    addresses = [literal] if literal is not None else _resolved(url, host, resolve)
    for address in addresses:
        _refuse_address(url, host, address, port, allow)
    return tuple(str(address) for address in addresses)


def check_spelling(url: str, *, allow: Sequence[AllowTarget] = ()) -> None:
    """Everything the guard can say of an address before its name is resolved. Raises AddressRefused."""
    parts = _well_formed(url)
    host = _host(url, parts)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    literal = _literal(url, host)
    if literal is None:
        _refuse_name(url, host, allow, port)
    else:
        _refuse_address(url, host, literal, port, allow)


def _well_formed(url: str) -> SplitResult:
    if len(url) > LONGEST:
        raise AddressRefused(url[:200], "The address is longer than 8,192 characters.")
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Zs", "Zl", "Zp", "Cs"} for sign in url) or "\\" in url:
        raise AddressRefused(url, "The address holds a character that does not belong there.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused(url, "The address is malformed.") from None
    if parts.scheme not in {"http", "https"}:
        raise AddressRefused(url, "Only http and https addresses are fetched.")
    if "@" in parts.netloc:
        raise AddressRefused(url, "An address with a user name or password is not fetched.")
    if port == 0:
        raise AddressRefused(url, "The address is malformed.")
    return parts


def _host(url: str, parts: SplitResult) -> str:
    """The host as it is resolved: lower case, IDN encoded, without a trailing dot."""
    host = (parts.hostname or "").rstrip(".") if not parts.netloc.startswith("[") else (parts.hostname or "")
    if not host or "%" in parts.netloc:
        raise AddressRefused(url, "The address has no valid host name.")
    if host.isascii():
        return host.lower()
    try:
        encoded = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise AddressRefused(url, "The address has no valid host name.") from None
    if not re.search(r"[a-z]", encoded):
        # Circled or full-width digits turn into a number: an odd spelling of an address.
        raise AddressRefused(url, "A numeric address must be written plainly.")
    return encoded


def _literal(url: str, host: str) -> IPAddress | None:
    """The address a numeric host spells, None for a name. Only the plain spelling is taken."""
    if ":" in host:
        try:
            return ipaddress.IPv6Address(host)
        except ValueError:
            raise AddressRefused(url, "The address is malformed.") from None
    last = host.rsplit(".", 1)[-1]
    if not (last.isdigit() or last.startswith("0x")):
        return None
    try:
        return ipaddress.IPv4Address(host) if DOTTED.fullmatch(host) else _odd(url)
    except ValueError:
        return _odd(url)


def _odd(url: str) -> IPAddress:
    raise AddressRefused(url, "A numeric address must be written plainly.")


def _refuse_name(url: str, host: str, allow: Sequence[AllowTarget], port: int) -> None:
    labels = host.split(".")
    if len(host) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise AddressRefused(url, "The address has no valid host name.")
    if host in METADATA_NAMES:
        raise AddressRefused(url, "Cloud metadata services are not fetched.")
    if any(target.network is None and target.host == host and target.port == port for target in allow):
        return
    if len(labels) < 2 or any(host == suffix or host.endswith("." + suffix) for suffix in REFUSED_SUFFIXES):
        raise AddressRefused(url, "Names of the local network are not fetched.")


def _resolved(url: str, host: str, resolve: Callable[[str], list[str]]) -> list[IPAddress]:
    try:
        found = [ipaddress.ip_address(one.partition("%")[0]) for one in resolve(host)]
    except ValueError:
        found = []
    if not found:
        raise AddressRefused(url, "The host name has no address.")
    return found


def _refuse_address(url: str, host: str, address: IPAddress, port: int, allow: Sequence[AllowTarget]) -> None:
    if any(_is_never(face) for face in _faces(address)):
        raise AddressRefused(url, "Link-local and metadata addresses are not fetched.")
    if any(target.covers(host, address, port) for target in allow):
        return
    if port not in PORTS:
        raise AddressRefused(url, "Only ports 80, 443, 8080 and 8443 are fetched.")
    if not all(_is_public(face) for face in _faces(address)):
        raise AddressRefused(url, "The address is not public: it leads into a private or reserved network.")


def _is_never(face: IPAddress) -> bool:
    return any(face.version == network.version and face in network for network in NEVER)


def _faces(address: IPAddress) -> list[IPAddress]:
    """The address and every address wrapped in it."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    faces: list[IPAddress] = [address]
    for network, offset in WRAPPED:
        if address in network:
            faces.append(ipaddress.IPv4Address(address.packed[offset : offset + 4]))
    if address in TEREDO:
        faces.append(ipaddress.IPv4Address(bytes(byte ^ 0xFF for byte in address.packed[12:])))
    return faces


def _is_public(address: IPAddress) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved
