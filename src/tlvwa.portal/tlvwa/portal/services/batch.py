"""Batching of a list in memory, with plone.restapi's parameters and links."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from plone.restapi.batching import HypermediaBatch
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.common.request_params import LARGEST_START, whole_number
from tlvwa.portal.services.service import JSONObject

LARGEST_SIZE = 200
T = TypeVar("T")


def batched(
    request: HTTPRequest, results: Sequence[T], item: Callable[[T], Mapping[str, object]]
) -> JSONObject:
    """Return ``items``, ``items_total`` and ``batching`` of a list; ``item`` serializes one entry.

    Raises BadRequest if ``b_start`` or ``b_size`` is no whole number in its range. See spec:lists.
    """
    whole_number(request.form, "b_start", 0, LARGEST_START)
    whole_number(request.form, "b_size", 25, LARGEST_SIZE)
    batch = HypermediaBatch(request, results)
    answer: JSONObject = {
        "@id": batch.canonical_url,
        "items": [item(result) for result in batch],
        "items_total": batch.items_total,
    }
    if batch.links:
        answer["batching"] = batch.links
    return answer
