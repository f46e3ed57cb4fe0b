"""plone.restapi's batching over a list that is already in memory."""

from plone.restapi.batching import HypermediaBatch

from tlvwa.portal.common.request_params import LARGEST_START, whole_number

LARGEST_SIZE = 200


def batched(request, results, item):
    """``items``, ``items_total`` and ``batching`` of a list; ``item`` makes one entry.

    Raises BadRequest for a ``b_start`` or ``b_size`` that is no whole number in bounds. See spec:lists.
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
