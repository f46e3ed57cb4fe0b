"""Paths and parameters of requests: what is not UTF-8 is read as Latin 1; what cannot be read is 400."""

import json
import re
from html import unescape

from zExceptions import BadRequest
from zope.component import adapter
from ZPublisher.HTTPRequest import HTTPRequest, record
from ZPublisher.interfaces import IPubAfterTraversal

UNREADABLE = "tlvwa.portal.unreadable_parameters"
LONGEST_REASON = 200
MOST_PARAMETERS = 1000
FEW_BRACKETS = 500  # a body with fewer cannot be nested too deeply
# Half of a character beyond the first 65,536, as JSON writes it.
SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
# A byte that is no part of UTF-8 text, as Python keeps it (PEP 383).
FOREIGN_BYTE = re.compile("[\udc80-\udcff]")


def process_inputs(self: HTTPRequest, *args: object, **kw: object) -> None:
    """Read the parameters of a request; whatever is wrong with them is kept, to be said by the site.

    Takes the place of ``HTTPRequest.processInputs``, which fails before there is a site that could show
    a page: a type in a name (``q:int=x``) that does not fit its value is an error of Zope there.
    """
    if self.environ.get("QUERY_STRING", "").count("&") >= MOST_PARAMETERS:
        self.environ[UNREADABLE] = f"there are more than {MOST_PARAMETERS} parameters"
        self.environ["QUERY_STRING"] = ""
    try:
        self._old_processInputs(*args, **kw)
    except Exception as reason:  # converters are any functions, and raise anything
        self.form.clear()
        self.environ[UNREADABLE] = unescape(str(reason)).removesuffix("<p>")[:LONGEST_REASON]
    else:
        self.form.update({name: read_as_latin_1(value) for name, value in self.form.items()})
        problem = problem_of_body(self)
        if problem:
            self.other["BODY"] = b""
            self.environ[UNREADABLE] = problem


@adapter(IPubAfterTraversal)
def refuse_unreadable_parameters(event: IPubAfterTraversal) -> None:
    """Refuse a request whose parameters could not be read. Raises ``BadRequest``."""
    reason = event.request.environ.get(UNREADABLE)
    if reason is not None:
        raise BadRequest(f"what was asked with cannot be read: {reason}")


def problem_of_body(request: HTTPRequest) -> str:
    """Return why a body of JSON can be worked with nowhere; empty if it can.

    Plone's log-in by token looks into every body, before there is a service that could refuse it.
    """
    if request.environ.get("CONTENT_TYPE", "").startswith("multipart/"):
        return ""
    body = request.get("BODY") or b""
    if not isinstance(body, bytes) or not _is_suspect(body):
        return ""
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    except RecursionError:
        return "the body is nested too deeply"
    except UnicodeEncodeError:
        return "there is half a character in the body (a surrogate)"
    except ValueError:
        return ""  # no JSON: for those to refuse who expect it
    return ""


def _is_suspect(body: bytes) -> bool:
    return body.count(b"[") + body.count(b"{") >= FEW_BRACKETS or bool(SURROGATE.search(body))


def read_as_latin_1(value: object) -> object:
    """Return a value of a form in which each byte that is not UTF-8 is the letter of Windows 1252.

    Older sites and their forms send addresses so (WHATWG Encoding, 4.2: Latin 1 means Windows 1252).
    """
    match value:
        case str():
            return FOREIGN_BYTE.sub(_letter, value)
        case list() | tuple():
            return type(value)(map(read_as_latin_1, value))
        case record():
            for name, part in vars(value).items():
                setattr(value, name, read_as_latin_1(part))
    return value


def read_path(path_info: str) -> str:
    """Return the path of a request as WSGI has it (PEP 3333), in UTF-8 whatever it was sent in.

    Zope fails, before it could make a page, for a path that is not UTF-8.
    """
    text = path_info.encode("latin-1", "replace").decode("utf-8", "surrogateescape")
    return FOREIGN_BYTE.sub(_letter, text).encode().decode("latin-1")


def _letter(found: re.Match[str]) -> str:
    """Return the letter of a foreign byte."""
    byte = bytes([ord(found.group()) - 0xDC00])
    try:
        return byte.decode("windows-1252")
    except UnicodeDecodeError:  # five bytes have no letter there
        return byte.decode("latin-1")
