"""The guard against requests into private networks (SSRF): public addresses only. Plain Python."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

NAT64 = ip_network("64:ff9b::/96")
# The only addresses of IPv6 that are given out for the public Internet (IANA, IPv6 Address Space). All
# others are reserved, of one site, or hold an address of IPv4 that some translator would reach.
GLOBAL_UNICAST = ip_network("2000::/3")
LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".lan", ".home.arpa")
Endpoint = tuple[int, int, int, tuple[str, int]]


class NotPublic(OSError):
    """A host is not on the public Internet; nothing was sent to it."""


def is_public(text: str) -> bool:
    """Whether an IP address is on the public Internet, also if it is embedded in an IPv6 address."""
    address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is None and address not in GLOBAL_UNICAST:
            return False
        address = inner or address
    return address.is_global and not address.is_multicast


def refuse_by_name(host: str) -> None:
    """Raise NotPublic for a host whose name or number is private; others are resolved by the proxy."""
    name = host.lower().rstrip(".")
    if name == LOCAL_NAMES[0] or name.endswith(LOCAL_NAMES[1:]):
        raise NotPublic(host)
    number = _number(name)
    if number and not is_public(number):
        raise NotPublic(host)


def _number(host: str) -> str:
    """Return the IP address that a host is written as; empty for a name.

    A proxy reads ``127.1``, ``0x7f000001`` and ``2130706433`` as the system's resolver does.
    """
    try:
        return str(ip_address(host.strip("[]")))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return ""


def connect(host: str, port: int, timeout: float) -> socket.socket:
    """Return a socket that is connected to a host on the public Internet.

    It connects to the very addresses that were checked: a second look-up of the name could give others.
    Raises NotPublic if any of them is not public, and OSError as sockets do.
    """
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_kind, endpoint in addresses:
        if not is_public(str(endpoint[0])):
            raise NotPublic(host)
    problem = OSError(f"no address of {host}")
    for family, kind, protocol, _name, endpoint in addresses:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(timeout)
            sock.connect(endpoint)
        except OSError as error:
            sock.close()
            problem = error
        else:
            return sock
    raise problem
