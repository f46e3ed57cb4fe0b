"""Pages of a list: the one that a request asks for, and the addresses of those beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plone.batching import Batch

from tlvwa.portal.common.request_params import LARGEST_START, Form, whole_number


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What the macro of ``paging.pt`` shows: ``pages`` of a view, or a variable of that name.

    ``before`` and ``after`` are addresses, empty where there is no such page. The page has the
    ``number``, counted from 1, of ``count`` pages.
    """

    before: str
    after: str
    number: int
    count: int


def page_of(rows: Sequence[object], size: int, start: int) -> Batch:
    """Return the page of at most ``size`` rows that begins at ``start``, counted from 0.

    Beyond the end it is the last page: plone.batching alone would show the last row by itself.
    """
    last = max(0, len(rows) - 1) // size * size
    return Batch(rows, size, min(start, last))


def requested_page(rows: Sequence[object], size: int, form: Form) -> Batch:
    """Return the page that the parameter ``b_start`` asks for. Raises BadRequest if it is malformed."""
    return page_of(rows, size, whole_number(form, "b_start", 0, LARGEST_START))


def page_links(batch: Batch, url: Callable[[int], str]) -> PageLinks:
    """Return the links of a page; ``url`` returns the address of the page that begins at a row.

    Rows are counted from 0.
    """
    return PageLinks(
        before=url(batch.previous.start - 1) if batch.has_previous else "",
        after=url(batch.next.start - 1) if batch.has_next else "",
        number=batch.pagenumber,
        count=max(batch.numpages, 1),
    )
