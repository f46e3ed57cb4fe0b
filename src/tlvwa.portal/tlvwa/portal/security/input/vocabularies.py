"""Plone's lists of vocabularies: bounds for strangers, and 400 for what cannot be read."""

import json

from plone.app.content.browser.vocabulary import BaseVocabularyView
from plone.restapi.serializer.vocabularies import SerializeVocabLikeToJson
from zExceptions import BadRequest, HTTPException
from ZODB.POSException import POSError

from tlvwa.portal.security.input.bounds import MOST_RESULTS, is_stranger


def list_vocabulary(self: BaseVocabularyView) -> str:
    """List a vocabulary as JSON, for strangers at most 100 of its terms. Raises ``BadRequest``.

    Takes the place of ``BaseVocabularyView.__call__``, which fails for many parameters and without them.
    """
    if is_stranger(self.request):
        self.request.form["batch"] = json.dumps(_bounded(self.request.form.get("batch", "")))
    try:
        return self._old___call__()
    except (HTTPException, POSError):
        raise
    except (
        Exception
    ) as reason:  # it reads whatever a vocabulary is, and a plain Exception is among its own
        raise BadRequest("this vocabulary cannot be listed so.") from reason


def serialize_terms(self: SerializeVocabLikeToJson, vocabulary_id: str) -> dict[str, object]:
    """Serialize the terms of a vocabulary; a size of -1, *all of them*, is for accounts.

    Takes the place of ``SerializeVocabLikeToJson.__call__``.
    """
    if is_stranger(self.request) and self.request.form.get("b_size") == "-1":
        self.request.form["b_size"] = str(MOST_RESULTS)
    return self._old___call__(vocabulary_id)


def _bounded(batch: object) -> dict[str, int]:
    """Return which page of the terms is asked for. Raises ``BadRequest``."""
    try:
        asked = json.loads(str(batch)) if batch else {}
        page, size = int(asked.get("page", 1)), int(asked.get("size", MOST_RESULTS))
    except (AttributeError, TypeError, ValueError):
        raise BadRequest("batch: a page and its size are expected.") from None
    return {"page": max(1, page), "size": max(1, min(size, MOST_RESULTS))}
