"""Which network addresses a link may lead the server to: those of the public Internet. Plain Python."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

NAT64 = ip_network("64:ff9b::/96")
LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".lan", ".home.arpa")
Endpoint = tuple[int, int, int, tuple[str, int]]


class NotPublic(OSError):
    """A host that is none of the public Internet; nothing was sent to it."""


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public Internet, whatever it is wrapped in."""
    address: IPv4Address | IPv6Address | None = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        address = inner or address
    assert address is not None
    return address.is_global and not address.is_multicast


def refuse_by_name(host: str) -> None:
    """Raises NotPublic for a host whose name or number alone says so; a proxy resolves the others."""
    name = host.lower().rstrip(".")
    if name == LOCAL_NAMES[0] or name.endswith(LOCAL_NAMES[1:]):
        raise NotPublic(host)
    try:
        ip_address(name)
    except ValueError:
        return
    if not is_public(name):
        raise NotPublic(host)


def connect(host: str, port: int, timeout: float) -> socket.socket:
    """A connection to a host of the public Internet.

    The addresses that are looked at are those that are connected to, so that a name cannot change
    its mind in between. Raises NotPublic if any of them is not public, and OSError as sockets do.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_kind, endpoint in found:
        if not is_public(str(endpoint[0])):
            raise NotPublic(host)
    problem = OSError(f"no address of {host}")
    for family, kind, protocol, _name, endpoint in found:
        plug = socket.socket(family, kind, protocol)
        try:
            plug.settimeout(timeout)
            plug.connect(endpoint)
        except OSError as error:
            plug.close()
            problem = error
        else:
            return plug
    raise problem
