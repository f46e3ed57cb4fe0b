"""Pages of a list: the one that a request asks for, and the addresses of those beside it."""

from collections.abc import Callable, Sequence

from plone.batching import Batch

from tlvwa.portal.common.request_params import LARGEST_START, Form, whole_number


def page_of(rows: Sequence[object], size: int, start: int) -> Batch:
    """Return the page of at most ``size`` rows that begins at ``start``, counted from 0.

    Beyond the end it is the last page: plone.batching alone would show the last row by itself.
    """
    last = max(0, len(rows) - 1) // size * size
    return Batch(rows, size, min(start, last))


def requested_page(rows: Sequence[object], size: int, form: Form) -> Batch:
    """Return the page that the parameter ``b_start`` asks for. Raises BadRequest if it is malformed."""
    return page_of(rows, size, whole_number(form, "b_start", 0, LARGEST_START))


def page_links(batch: Batch, url: Callable[[int], str]) -> dict[str, object]:
    """Return the addresses of the pages before and after (or False), the page's number and the count.

    ``url`` makes the address of the page that begins at a row, counted from 0.
    """
    return {
        "before": batch.has_previous and url(batch.previous.start - 1),
        "after": batch.has_next and url(batch.next.start - 1),
        "number": batch.pagenumber,
        "count": max(batch.numpages, 1),
    }
