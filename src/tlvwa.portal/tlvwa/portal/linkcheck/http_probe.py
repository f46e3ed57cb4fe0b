"""Asks the server behind a link whether it is there: a HEAD, else the first bytes of a GET.

Plain Python on the standard library; goes through the proxies that the environment names
(``http_proxy``, ``https_proxy``, ``no_proxy``). Never sends cookies or passwords of an address.
"""

import http.client
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from .results import CheckResult, LinkStatus
from .ssrf_guard import NotPublic, connect, refuse_by_name

MOST_REDIRECTS = 5
FIRST_BYTES = 1_024
PORTS = {"http": 80, "https": 443}
PERMANENT, REDIRECTS = (301, 308), (301, 302, 303, 307, 308)
GONE, BUSY = (404, 410), (429, 503)
LONGEST_ADDRESS, LONGEST_NUMBER = 4_000, 9
SAFE = "/:?&=;,+$@!*'()~%[]|"


class MalformedReply(ValueError):
    """No address of the web."""


@dataclass(frozen=True, slots=True)
class HttpReply:
    """What a server said: status, and the fields of the head that matter."""

    status: int
    location: str = ""
    retry_after: str = ""


@dataclass
class HttpProbe:
    """Asks for links in the name of ``agent``; ``now`` tells the moment, aware of its zone.

    ``timeout`` is for each wait on the network, ``limit`` for a link as a whole, both in seconds.
    ``pace`` is called with the host before every request, and may wait. Only with ``private`` are
    hosts asked that are none of the public Internet; a proxy resolves names by itself.
    """

    agent: str
    now: Callable[[], datetime]
    timeout: float = 10.0
    limit: float = 40.0
    private: bool = False
    pace: Callable[[str], None] = lambda host: None
    proxies: Mapping[str, str] = field(default_factory=getproxies)
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def check(self, address: str) -> CheckResult:
        """What is found at an address; every failure is one of the outcomes."""
        try:
            return self._follow(address)
        except NotPublic:
            return CheckResult(LinkStatus.PRIVATE)
        except socket.gaierror:
            return CheckResult(LinkStatus.NO_HOST)
        except ssl.SSLCertVerificationError:
            return CheckResult(LinkStatus.CERTIFICATE)
        except TimeoutError:
            return CheckResult(LinkStatus.TIMEOUT)
        except (ValueError, http.client.InvalidURL):
            return CheckResult(LinkStatus.MALFORMED)
        except (OSError, http.client.HTTPException):
            return CheckResult(LinkStatus.UNREACHABLE)

    def _follow(self, address: str) -> CheckResult:
        at, moved = _readable(address), ""
        permanent = True
        end = monotonic() + self.limit
        for _hop in range(MOST_REDIRECTS + 1):
            reply = self._reply(at, end)
            if reply.status not in REDIRECTS or not reply.location:
                return self._found(reply, moved)
            try:
                at = _readable(urljoin(at.geturl(), reply.location))
            except MalformedReply:
                break
            permanent = permanent and reply.status in PERMANENT
            if permanent:
                moved = at.geturl()
        return CheckResult(LinkStatus.REDIRECTS)

    def _found(self, reply: HttpReply, moved: str) -> CheckResult:
        """What a last reply means; ``moved`` is where permanent redirects led."""
        status = reply.status
        if status in BUSY:
            outcome = LinkStatus.LATER if status == 429 else LinkStatus.SERVER_ERROR
            return CheckResult(outcome, status, wait=self._seconds(reply.retry_after))
        if status in GONE:
            return CheckResult(LinkStatus.GONE, status)
        if status >= 500:
            return CheckResult(LinkStatus.SERVER_ERROR, status)
        if status >= 400:
            return CheckResult(LinkStatus.REFUSED, status)
        return CheckResult(LinkStatus.MOVED if moved else LinkStatus.OK, status, moved)

    def _seconds(self, retry_after: str) -> int:
        """The seconds a ``Retry-After`` asks for, as a number or a moment; 0 where it cannot be read."""
        if retry_after.strip().isdecimal():
            return int(retry_after[:LONGEST_NUMBER])
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            return 0
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0, int((moment - self.now()).total_seconds()))

    def _reply(self, at: SplitResult, end: float) -> HttpReply:
        """What a server says to a HEAD, and where that is no good word, to a GET."""
        try:
            reply = self._request("HEAD", at, end)
        except (http.client.HTTPException, ConnectionError) as error:
            if isinstance(error, http.client.InvalidURL | ConnectionRefusedError):
                raise
            return self._request("GET", at, end)
        if reply.status < 400 or reply.status in BUSY:
            return reply
        return self._request("GET", at, end)

    def _request(self, method: str, at: SplitResult, end: float) -> HttpReply:
        host = at.hostname or ""
        self.pace(host)
        left = end - monotonic()
        if left <= 0:
            raise TimeoutError(host)
        connection, target, headers = self._connection(at, min(self.timeout, left))
        expiry = Deadline(connection, left)
        try:
            with expiry:
                connection.request(method, target, headers=headers)
                response = connection.getresponse()
                if method == "GET":
                    response.read(FIRST_BYTES)
        finally:
            connection.close()
        head = response.headers
        location = _as_meant(head.get("Location", ""))
        return HttpReply(response.status, location, head.get("Retry-After", ""))

    def _connection(
        self, at: SplitResult, timeout: float
    ) -> tuple[http.client.HTTPConnection, str, dict[str, str]]:
        """A connection, what to ask it for, and with which head; straight, or through a proxy."""
        host, port = at.hostname or "", at.port or PORTS[at.scheme]
        headers = {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
        if not self.private:
            refuse_by_name(host)
        path = (at.path or "/") + (f"?{at.query}" if at.query else "")
        proxy = "" if proxy_bypass(host) else self.proxies.get(at.scheme, "")
        if not proxy:
            return self._straight(at.scheme, host, port, timeout), path, headers
        through = urlsplit(proxy if "//" in proxy else f"//{proxy}")
        gate = (through.hostname or "", through.port or PORTS["http"])
        sign = _credentials(through)
        if at.scheme == "http":
            return http.client.HTTPConnection(*gate, timeout=timeout), at.geturl(), headers | sign
        tunnel = http.client.HTTPSConnection(*gate, timeout=timeout, context=self.context)
        tunnel.set_tunnel(host, port, headers=sign)
        return tunnel, path, headers

    def _straight(
        self, scheme: str, host: str, port: int, timeout: float
    ) -> http.client.HTTPConnection:
        if scheme == "http":
            return PlainConnection(host, port, timeout, self.private)
        return SecureConnection(host, port, timeout, self.private, self.context)


class PlainConnection(http.client.HTTPConnection):
    """A connection over http, unless told otherwise only to the public Internet."""

    def __init__(self, host: str, port: int, timeout: float, private: bool) -> None:
        super().__init__(host, port, timeout=timeout)
        self._private, self._patience = private, timeout

    def connect(self) -> None:
        """Raises NotPublic, or OSError as sockets do."""
        self.sock = plugged(self.host, self.port, self._patience, self._private)


class SecureConnection(http.client.HTTPSConnection):
    """The same over https."""

    def __init__(
        self, host: str, port: int, timeout: float, private: bool, context: ssl.SSLContext
    ) -> None:
        super().__init__(host, port, timeout=timeout, context=context)
        self._private, self._patience, self._trust = private, timeout, context

    def connect(self) -> None:
        """Raises NotPublic, SSLError, or OSError as sockets do."""
        plug = plugged(self.host, self.port, self._patience, self._private)
        self.sock = self._trust.wrap_socket(plug, server_hostname=self.host)


def plugged(host: str, port: int, timeout: float, private: bool) -> socket.socket:
    """A connected socket; unless ``private`` is allowed only to the public Internet."""
    if private:
        return socket.create_connection((host, port), timeout)
    return connect(host, port, timeout)


class Deadline:
    """Cuts a connection when its time is over: a server may send a byte every few seconds for ever."""

    def __init__(self, connection: http.client.HTTPConnection, seconds: float) -> None:
        self._over = False
        self._connection = connection
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, kind: object, error: BaseException | None, _trace: object) -> None:
        """Raises TimeoutError where the time was over, for a cut connection may look like a whole one."""
        self._timer.cancel()
        if self._over:
            raise TimeoutError from error

    def _cut(self) -> None:
        self._over = True
        plug = self._connection.sock
        if plug is not None:
            try:
                plug.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _readable(address: str) -> SplitResult:
    """An address as it is asked for: no fragment, no password, in ASCII. Raises Malformed."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise MalformedReply(address) from error
    if parts.scheme not in PORTS or not host or len(address) > LONGEST_ADDRESS:
        raise MalformedReply(address)
    name = f"[{host}]" if ":" in host else host.encode("idna").decode()
    return SplitResult(
        parts.scheme,
        f"{name}:{port}" if port else name,
        quote(parts.path, safe=SAFE),
        quote(parts.query, safe=SAFE),
        "",
    )


def _credentials(proxy: SplitResult) -> dict[str, str]:
    if not proxy.username:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _as_meant(location: str) -> str:
    """An address of a head, which is read as Latin 1 and mostly is UTF-8."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeError:
        return location
