"""What strangers may ask of Plone's own endpoints: at most 100 results, and no whole objects."""

from plone import api
from plone.batching.batch import Batch
from plone.rest.interfaces import IService
from plone.restapi.batching import DEFAULT_BATCH_SIZE, HypermediaBatch
from plone.restapi.deserializer import json_body, parse_int
from plone.restapi.exceptions import DeserializationError
from plone.restapi.serializer.catalog import LazyCatalogResultSerializer
from zExceptions import BadRequest
from zope.component import adapter
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubAfterTraversal

from tlvwa.portal.common.request_params import LARGEST_START, Form
from tlvwa.portal.interfaces import IPortalLayer

MOST_RESULTS = 100
MOST_LEVELS = 3
PAGING = ("b_size", "b_start")
LEVELS = "expand.navigation.depth"
OURS = "tlvwa.portal."
WORDS = "SearchableText"
WHOLE = "fullobjects"
COLUMNS = "metadata_fields"
ALL_COLUMNS = "_all"


@adapter(IPubAfterTraversal)
def bound_parameters(event: IPubAfterTraversal) -> None:
    """Hold the parameters of a request to the bounds. Raises ``BadRequest``.

    Sizes of lists in JSON are for ``make_batch``: our own endpoints say what they take.
    """
    request = event.request
    if not IPortalLayer.providedBy(request):
        return
    is_page = not is_service(request)
    if is_page and not is_page_of_ours(request):
        _forget_wrong_kinds(request.form)
    elif not is_page and not isinstance(request.form.get(WORDS, ""), str):
        raise BadRequest(f"{WORDS}: one text is expected.")
    if is_stranger(request):
        refuse_whole_objects(request.form)
        _lower(request.form, LEVELS, MOST_LEVELS)
        if is_page:
            _lower(request.form, "b_size", MOST_RESULTS)


def is_service(request: HTTPRequest) -> bool:
    """Return whether a service of REST was asked for, and no page."""
    return bool(IService.providedBy(_published(request)))


def is_page_of_ours(request: HTTPRequest) -> bool:
    """Return whether a page of the add-on was asked for, which says itself what it takes."""
    return any(cls.__module__.startswith(OURS) for cls in type(_published(request)).__mro__)


def is_stranger(request: HTTPRequest) -> bool:
    """Say whether a request to a site with the add-on comes from somebody who is not logged in."""
    return IPortalLayer.providedBy(request) and api.user.is_anonymous()


def refuse_whole_objects(asked: Form) -> None:
    """Refuse what loads every object or tells every column. Raises ``BadRequest``."""
    columns = asked.get(COLUMNS)
    if asked.get(WHOLE, False) is not False:
        raise BadRequest(
            f"{WHOLE}: whole objects are for accounts; ask for {COLUMNS}, or for one object."
        )
    if ALL_COLUMNS in (columns if isinstance(columns, list) else [columns]):
        raise BadRequest(f"{COLUMNS}: {ALL_COLUMNS} is for accounts; name the fields.")


def make_batch(self: HypermediaBatch, request: HTTPRequest, results: object) -> None:
    """Make the page of a list in JSON, for strangers one of at most 100 results. Raises ``BadRequest``.

    Takes the place of ``HypermediaBatch.__init__``.
    """
    asked = {**request.form, **asked_in_body(request)}
    size = parse_int(asked, "b_size", DEFAULT_BATCH_SIZE) or DEFAULT_BATCH_SIZE
    start = parse_int(asked, "b_start", 0)
    for name, number in (("b_size", size), ("b_start", start)):
        if not 0 <= number <= LARGEST_START:
            raise BadRequest(f"{name}: a whole number from 0 to {LARGEST_START} is expected.")
    self.request = request
    self.b_start = start
    self.b_size = min(size, MOST_RESULTS) if is_stranger(request) else size
    self.batch = Batch(results, self.b_size, self.b_start)


def serialize_results(
    self: LazyCatalogResultSerializer, fullobjects: bool = False
) -> dict[str, object]:
    """Serialize results of the catalog; whole objects for accounts only. Raises ``BadRequest``.

    Takes the place of ``LazyCatalogResultSerializer.__call__``: parameters in a body reach it, too.
    """
    if is_stranger(self.request):
        refuse_whole_objects({**asked_in_body(self.request), WHOLE: fullobjects})
    return self._old___call__(fullobjects=fullobjects)


def asked_in_body(request: HTTPRequest) -> dict[str, object]:
    """Return the parameters in the body of a request; none if it is no JSON object."""
    try:
        return json_body(request)
    except DeserializationError:
        return {}


def _published(request: HTTPRequest) -> object:
    """Return the view that was asked for; a method is published with the object that it is bound to."""
    published = request.get("PUBLISHED")
    return getattr(published, "__self__", published)


def _forget_wrong_kinds(form: dict[str, object]) -> None:
    """Forget what Plone's pages fail for: a list is begun anew, so that no address of a page fails."""
    for name in PAGING:
        if _whole_number(form.get(name, 0)) < 0:
            del form[name]
    if not isinstance(form.get(WORDS, ""), str):
        del form[WORDS]


def _lower(form: dict[str, object], name: str, most: int) -> None:
    """Lower a number that is beyond ``most``."""
    if _whole_number(form.get(name)) > most:
        form[name] = str(most)


def _whole_number(value: object) -> int:
    """Return the whole number that a parameter is; -1 for what is none, or below zero."""
    try:
        return max(-1, int(value)) if isinstance(value, str | int) else -1
    except ValueError:  # also of more digits than Python reads
        return -1
