"""Say which addresses belong to the public internet, whatever they are wrapped in."""

import ipaddress

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network


def _networks(text: str) -> tuple[IPNetwork, ...]:
    return tuple(ipaddress.ip_network(one) for one in text.split())


# Our own table and not ipaddress.is_global: that one calls site-local addresses public, and its answers for wrapped
# addresses differ between the patch versions of Python. Source: IANA's special-purpose address registries, 2024.
NOT_PUBLIC = _networks(
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
    "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 "
    "203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20"
)
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# Cloud metadata services and link-local ranges: never reachable, and never to be allowed.
NEVER = _networks(
    "169.254.0.0/16 fe80::/10 fd00:ec2::254/128 fd20:ce::254/128 168.63.129.16/32 100.100.100.200/32 192.0.0.192/32"
)
# An address in these is reached as the IPv4 address in its last four bytes, so that one decides.
MAPPED = _networks("::ffff:0:0/96 64:ff9b::/96")
# Wrappings of an IPv4 address inside IPv6, and at which byte it begins.
WRAPPED = (
    *((network, 12) for network in MAPPED),
    (ipaddress.ip_network("::ffff:0:0:0/96"), 12),
    (ipaddress.ip_network("64:ff9b:1::/48"), 12),
    (ipaddress.ip_network("::/96"), 12),
    (ipaddress.ip_network("2002::/16"), 2),
    (ipaddress.ip_network("2001::/32"), 4),
)
TEREDO = ipaddress.ip_network("2001::/32")
ISATAP = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")
LOOPBACK = ipaddress.IPv6Address("::1")


def is_public(address: IPAddress) -> bool:
    """Whether this is a global unicast address; a wrapping is public only if it leads to a public address."""
    if isinstance(address, ipaddress.IPv6Address):
        if any(address in network for network in MAPPED):
            return is_public(_inner(address, 12))
        if address not in GLOBAL_UNICAST or (_is_isatap(address) and not is_public(_inner(address, 12))):
            return False
    return not any(address in network for network in NOT_PUBLIC)


def is_never_reached(address: IPAddress) -> bool:
    """Whether this is a link-local or metadata address, plain or wrapped."""
    return any(face in network for face in _faces(address) for network in NEVER)


def is_never_listed(network: IPNetwork) -> bool:
    """Whether a network touches a link-local or metadata range."""
    return any(network.version == never.version and network.overlaps(never) for never in NEVER)


def wraps_other_addresses(network: IPNetwork) -> bool:
    """Whether a network holds another spelling of IPv4 addresses; the loopback address is only itself."""
    if network.version == 4 or network == ipaddress.ip_network(LOOPBACK):
        return False
    return any(network.overlaps(wrapping) for wrapping, _ in WRAPPED)


def _faces(address: IPAddress) -> list[IPAddress]:
    """The address and every address wrapped in it."""
    faces: list[IPAddress] = [address]
    if isinstance(address, ipaddress.IPv6Address):
        faces += [_inner(address, offset) for network, offset in WRAPPED if address in network]
        if address in TEREDO:
            faces.append(ipaddress.IPv4Address(int(_inner(address, 12)) ^ 0xFFFFFFFF))
        if _is_isatap(address):
            faces.append(_inner(address, 12))
    return faces


def _inner(address: ipaddress.IPv6Address, offset: int) -> ipaddress.IPv4Address:
    return ipaddress.IPv4Address(address.packed[offset : offset + 4])


def _is_isatap(address: ipaddress.IPv6Address) -> bool:
    return address.packed[8:12] in ISATAP
