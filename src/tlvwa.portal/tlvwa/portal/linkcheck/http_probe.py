"""The HTTP probe: asks a server for a link with HEAD, or for its first bytes with GET.

Plain Python on the standard library. It uses the proxies of the environment (``http_proxy``,
``https_proxy``, ``no_proxy``), and never sends cookies or the password in an address.
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
FIRST_BYTES = 1_024  # that a GET reads
PORTS = {"http": 80, "https": 443}
PERMANENT, REDIRECTS = (301, 308), (301, 302, 303, 307, 308)
GONE, BUSY = (404, 410), (429, 503)
LONGEST_ADDRESS, LONGEST_NUMBER = 4_000, 9  # characters; digits of a Retry-After
SAFE = "/:?&=;,+$@!*'()~%[]|"  # stays as it is; with %, what is quoted is not quoted again


class MalformedAddress(ValueError):
    """A text is no address of the web."""


@dataclass(frozen=True, slots=True)
class HttpReply:
    """The reply of a server: status, and the header fields that matter."""

    status: int
    location: str = ""
    retry_after: str = ""


@dataclass
class HttpProbe:
    """Checks links as the user agent ``agent``; ``now`` returns the current time with its zone.

    ``timeout`` limits each wait on the network, ``limit`` a link as a whole, both in seconds. ``pace``
    is called with the host before every request, and may wait. ``private`` allows hosts that are not on
    the public Internet. With a proxy only names and numbers are checked, for it resolves the names.
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
        """Check an address; every failure is one of the outcomes, none is raised."""
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
        url, new_address = _request_url(address), ""
        permanent = True
        end = monotonic() + self.limit
        for _hop in range(MOST_REDIRECTS + 1):
            reply = self._reply(url, end)
            if reply.status not in REDIRECTS or not reply.location:
                return self._result(reply, new_address)
            try:
                url = _request_url(urljoin(url.geturl(), reply.location))
            except MalformedAddress:
                break
            permanent = permanent and reply.status in PERMANENT
            if permanent:
                new_address = url.geturl()
        return CheckResult(LinkStatus.REDIRECTS)

    def _result(self, reply: HttpReply, new_address: str) -> CheckResult:
        """Return the result for the last reply; ``new_address`` is where permanent redirects led."""
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
        return CheckResult(LinkStatus.MOVED if new_address else LinkStatus.OK, status, new_address)

    def _seconds(self, retry_after: str) -> int:
        """Return the seconds of a ``Retry-After``, a number or a date; 0 if it cannot be read."""
        if retry_after.strip().isdecimal():
            return int(retry_after[:LONGEST_NUMBER])
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            return 0
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0, int((moment - self.now()).total_seconds()))

    def _reply(self, url: SplitResult, end: float) -> HttpReply:
        """Return the reply to a HEAD, or if that fails to a GET: some servers do not support HEAD."""
        try:
            reply = self._request("HEAD", url, end)
        except (http.client.HTTPException, ConnectionError) as error:
            # A GET would fail in the same way.
            if isinstance(error, http.client.InvalidURL | ConnectionRefusedError):
                raise
            return self._request("GET", url, end)
        if reply.status < 400 or reply.status in BUSY:
            return reply
        return self._request("GET", url, end)

    def _request(self, method: str, url: SplitResult, end: float) -> HttpReply:
        host = url.hostname or ""
        self.pace(host)
        seconds_left = end - monotonic()
        if seconds_left <= 0:
            raise TimeoutError(host)
        connection, target, headers = self._connection(url, min(self.timeout, seconds_left))
        deadline = Deadline(connection, seconds_left)
        try:
            with deadline:
                connection.request(method, target, headers=headers)
                response = connection.getresponse()
                if method == "GET":
                    response.read(FIRST_BYTES)
        finally:
            connection.close()
        reply_headers = response.headers
        location = _decoded(reply_headers.get("Location", ""))
        return HttpReply(response.status, location, reply_headers.get("Retry-After", ""))

    def _connection(
        self, url: SplitResult, timeout: float
    ) -> tuple[http.client.HTTPConnection, str, dict[str, str]]:
        """Return a connection, direct or through a proxy, with the request target and headers."""
        host, port = url.hostname or "", url.port or PORTS[url.scheme]
        headers = {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
        if not self.private:
            refuse_by_name(host)
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        proxy = "" if proxy_bypass(host) else self.proxies.get(url.scheme, "")
        if not proxy:
            return self._direct(url.scheme, host, port, timeout), path, headers
        proxy_url = urlsplit(proxy if "//" in proxy else f"//{proxy}")
        proxy_address = (proxy_url.hostname or "", proxy_url.port or PORTS["http"])
        authorization = _credentials(proxy_url)
        if url.scheme == "http":
            return (
                http.client.HTTPConnection(*proxy_address, timeout=timeout),
                url.geturl(),
                headers | authorization,
            )
        tunnel = http.client.HTTPSConnection(*proxy_address, timeout=timeout, context=self.context)
        tunnel.set_tunnel(host, port, headers=authorization)
        return tunnel, path, headers

    def _direct(
        self, scheme: str, host: str, port: int, timeout: float
    ) -> http.client.HTTPConnection:
        if scheme == "http":
            return PlainConnection(host, port, timeout, self.private)
        return SecureConnection(host, port, timeout, self.private, self.context)


class PlainConnection(http.client.HTTPConnection):
    """A connection over http; without ``private`` only to the public Internet."""

    def __init__(self, host: str, port: int, timeout: float, private: bool) -> None:
        super().__init__(host, port, timeout=timeout)
        self._private, self._timeout = private, timeout

    def connect(self) -> None:
        """Connect. Raises NotPublic, or OSError as sockets do."""
        self.sock = open_socket(self.host, self.port, self._timeout, self._private)


class SecureConnection(http.client.HTTPSConnection):
    """A connection over https; without ``private`` only to the public Internet."""

    def __init__(
        self, host: str, port: int, timeout: float, private: bool, context: ssl.SSLContext
    ) -> None:
        super().__init__(host, port, timeout=timeout, context=context)
        self._private, self._timeout, self._tls_context = private, timeout, context

    def connect(self) -> None:
        """Connect. Raises NotPublic, SSLError, or OSError as sockets do."""
        sock = open_socket(self.host, self.port, self._timeout, self._private)
        self.sock = self._tls_context.wrap_socket(sock, server_hostname=self.host)


def open_socket(host: str, port: int, timeout: float, private: bool) -> socket.socket:
    """Return a connected socket; without ``private`` only to the public Internet."""
    if private:
        return socket.create_connection((host, port), timeout)
    return connect(host, port, timeout)


class Deadline:
    """Ends a connection after some seconds: a server may send a byte now and then without end."""

    def __init__(self, connection: http.client.HTTPConnection, seconds: float) -> None:
        self._over = False
        self._connection = connection
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, kind: object, error: BaseException | None, _trace: object) -> None:
        """Raise TimeoutError if the time was over: a reply that was cut may look complete."""
        self._timer.cancel()
        if self._over:
            raise TimeoutError from error

    def _cut(self) -> None:
        self._over = True
        sock = self._connection.sock
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _request_url(address: str) -> SplitResult:
    """Return an address as it is requested, in ASCII, without fragment and password.

    Raises MalformedAddress.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise MalformedAddress(address) from error
    if parts.scheme not in PORTS or not host or len(address) > LONGEST_ADDRESS:
        raise MalformedAddress(address)
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


def _decoded(location: str) -> str:
    """Return the address of a header field: read as Latin 1, it mostly is UTF-8."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeError:
        return location
