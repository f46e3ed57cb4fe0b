"""Payload of a service: what the read models hold of it."""

from hashlib import blake2b

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.service.modules import TEXT_MODULES
from tlvwa.portal.content.service.schema import IService, Service
from tlvwa.portal.content.texts import html, links_in, text, texts, words_of
from tlvwa.portal.finder.criteria import Criterion, CriterionKind
from tlvwa.portal.finder.records import ExpectedCoverage, ServiceDefinition
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import CriterionText, ServicePayload


def option_lines(value):
    """Return the options of a criterion as ``(value, label)``, from lines like ``value|label|words``."""
    return tuple((key, label or key) for key, label, _words in _option_parts(value))


def option_words(value):
    """Return the search words of options as ``(value, words)``, from lines like ``value|label|one, two``."""
    parts = ((key, words.split(",")) for key, _label, words in _option_parts(value))
    pairs = ((key, tuple(word.strip() for word in words if word.strip())) for key, words in parts)
    return tuple((key, words) for key, words in pairs if words)


def _option_parts(value):
    for line in (value or "").splitlines():
        if line.strip():
            parts = [part.strip() for part in line.split("|", 2)]
            yield (*parts, "", "")[:3]


@implementer(IPayload)
@adapter(IService)
def service_payload(service: Service) -> ServicePayload:
    """Return the definition for the finder, and what lists and search show."""
    rows = [row for row in service.criteria or () if row.get("name")]
    fallback = html(service.responsible_text)
    definition = ServiceDefinition(
        uid=service.UID(),
        leika_keys=texts(service.leika_keys),
        coverage=ExpectedCoverage(service.coverage or "none"),
        coverage_areas=texts(service.coverage_areas),
        criteria=tuple(_criterion(row) for row in rows),
        parent=text(service.parent_service),
        place_of_reference=text(service.place_of_reference),
        has_fallback=bool(fallback),
    )
    return ServicePayload(
        definition=definition,
        description=text(service.description),
        leika_name=text(service.leika_name),
        synonyms=texts(service.synonyms),
        audience=tuple(service.audience or ()),
        topics=tuple(service.topics or ()),
        leika_type=text(service.leika_type),
        laws=texts(row.get("title") for row in service.legal_basis or ()),
        words=_words(service),
        facts=_facts(service),
        fallback=fallback,
        criterion_texts=tuple(
            (
                row["name"],
                CriterionText(
                    text(row.get("help")),
                    option_lines(row.get("options")),
                    option_words(row.get("options")),
                ),
            )
            for row in rows
        ),
        reviewed=bool(service.reviewed),
        imported=service.imported,
        links=links_in(*_modules(service), rows=service.legal_basis),
    )


def _words(service):
    """Return the words of the text modules and the list of documents."""
    documents = texts(row.get("title") for row in service.documents or ())
    return " ".join((words_of(*_modules(service)), *documents)).strip()


def _modules(service):
    return (getattr(service, module.field, None) for module in TEXT_MODULES)


def _facts(service):
    """Return a digest of costs, deadlines and durations; empty if there are none."""
    # Changes of these facts are announced; for that the read models need to know that they differ, not
    # what they are.
    rows = [
        sorted((name, str(value)) for name, value in row.items() if value not in (None, ""))
        for field in ("fees", "deadlines", "processing_times")
        for row in getattr(service, field, None) or ()
    ]
    return blake2b(repr(rows).encode(), digest_size=8).hexdigest() if any(rows) else ""


def _criterion(row):
    return Criterion(
        name=row["name"],
        label=text(row.get("label")) or row["name"],
        kind=CriterionKind(row.get("kind") or "choice"),
        options=tuple(value for value, _label in option_lines(row.get("options"))),
    )
