"""Batching of a list in memory, with plone.restapi's parameters and links."""

from plone.restapi.batching import HypermediaBatch

from tlvwa.portal.common.request_params import LARGEST_START, whole_number

LARGEST_SIZE = 200


def batched(request, results, item):
    """Return ``items``, ``items_total`` and ``batching`` of a list; ``item`` serializes one entry.

    Raises BadRequest if ``b_start`` or ``b_size`` is no whole number in its range. See spec:lists.
    """
    whole_number(request.form, "b_start", 0, LARGEST_START)
    whole_number(request.form, "b_size", 25, LARGEST_SIZE)
    batch = HypermediaBatch(request, results)
    answer = {
        "@id": batch.canonical_url,
        "items": [item(result) for result in batch],
        "items_total": batch.items_total,
    }
    if batch.links:
        answer["batching"] = batch.links
    return answer
