"""Kinds of fields in forms that editors made: offered, and given to fields that stand for them."""

from collections.abc import Callable
from typing import Any

from lxml import etree
from plone import api

ALLOWED = "easyform.allowedFields"
NAMESPACE = "{http://namespaces.plone.org/supermodel/schema}"
TEXT_LINE = "zope.schema.TextLine"
LENGTHS = ("min_length", "max_length")

Field = Any  # an element of lxml, which has no types


def kind_name(kind: type) -> str:
    """Return the name by which models of forms call a kind of field."""
    return f"{kind.__module__}.{kind.__name__}"


def offer_in_forms(kind: str) -> None:
    """Offer a kind of field to those who make forms."""
    allowed = api.portal.get_registry_record(ALLOWED)
    if kind not in allowed:
        api.portal.set_registry_record(ALLOWED, [*allowed, kind])


def use_in_forms(kind: str, is_meant: Callable[[Field], bool]) -> None:
    """Give text lines that are meant a kind of their own, in each form; their lengths go."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="EasyForm"):
        form = brain._unrestrictedGetObject()
        model = etree.fromstring(form.fields_model.encode())
        lines = [
            line
            for line in model.iter(f"{NAMESPACE}field")
            if line.get("type") == TEXT_LINE and is_meant(line)
        ]
        for line in lines:
            line.set("type", kind)
            for length in [found for name in LENGTHS for found in line.findall(NAMESPACE + name)]:
                line.remove(length)
        if lines:
            form.fields_model = etree.tostring(model, encoding="unicode")


def text_of(field: Field, name: str) -> str:
    """Return what a model says of a field under a name; empty if it says nothing."""
    return field.findtext(NAMESPACE + name) or ""
