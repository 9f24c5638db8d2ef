"""Say from which address a request came, and under which network its failures are counted."""

from ipaddress import IPv6Address, ip_address, ip_network


def client_address(remote: str, forwarded: str, *, proxies: int) -> str | None:
    """The client's address; None when there is none.

    `remote` is whoever opened the connection, `forwarded` the header X-Forwarded-For, to which each of our `proxies`
    appended whom it saw. Without proxies of ours the header is whatever the client wrote, and is not read.
    """
    chain = [one.strip() for one in forwarded.split(",") if one.strip()]
    seen = chain[-min(proxies, len(chain))] if proxies and chain else remote
    try:
        address = ip_address(seen.strip("[]"))
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def counted_as(address: str | None) -> str:
    """An address of version 4 by itself, one of version 6 by its /64, of which one customer has all."""
    if address is None:
        return ""
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address


def neighbourhood(address: str | None) -> str:
    """The network as the journal keeps it: enough to see where it came from, not who it was."""
    if address is None:
        return ""
    return str(ip_network(f"{address}/{48 if ':' in address else 24}", strict=False))
