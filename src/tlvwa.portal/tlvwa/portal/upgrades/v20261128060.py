"""Bring the fields for reports on an authority's data to the feedback form that comes with the add-on."""

import logging
from hashlib import sha256

from lxml import etree
from plone import api
from Products.GenericSetup.tool import SetupTool

from tlvwa.portal.common.settings import setting
from tlvwa.portal.upgrades.form_fields import NAMESPACE

logger = logging.getLogger(__name__)

# Of the fields as they came with the add-on until now; another digest is a form that the site changed.
SHIPPED = "ccaf950a52e93b9c216f078193f725adda7f8c31f00ee4e2653b84f4c508719e"
BEFORE_TEXT = """
<field form:widget="z3c.form.browser.radio.RadioFieldWidget" name="angabe" type="zope.schema.Choice">
  <title>Welche Angabe fehlt oder stimmt nicht?</title>
  <vocabulary>tlvwa.portal.reported_pieces</vocabulary>
</field>
"""
AT_THE_END = """
<field easyform:serverSide="True" name="behoerde" type="zope.schema.TextLine">
  <title>Behörde</title>
  <required>False</required>
  <max_length>200</max_length>
</field>
<field easyform:serverSide="True" name="behoerde_id" type="zope.schema.TextLine">
  <title>Kennung der Behörde</title>
  <required>False</required>
  <max_length>200</max_length>
</field>
"""
MODEL = """
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"
       xmlns:form="http://namespaces.plone.org/supermodel/form">{}</model>
"""


def upgrade(setup_tool: SetupTool) -> None:
    """Add the fields where the form is the one that came with the add-on, and unchanged."""
    uid = setting("form_feedback")
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(UID=uid, portal_type="EasyForm") if uid else ()
    for form in [brain._unrestrictedGetObject() for brain in brains]:
        if form.about == "service" and digest(form.fields_model) == SHIPPED:
            form.fields_model = with_fields(form.fields_model)
        else:
            logger.warning("%s was changed: see docs/forms.md for its fields", form.absolute_url())


def digest(model: str) -> str:
    """Return a digest of a form's fields that does not depend on how the XML is written."""
    canonical = etree.tostring(_parsed(model), method="c14n2", strip_text=True)
    return sha256(canonical).hexdigest()


def with_fields(model: str) -> str:
    """Return the fields of a form with those for an authority's data."""
    root = _parsed(model)
    schema = root.find(f"{NAMESPACE}schema")
    text = schema.find(f"{NAMESPACE}field[@name='text']")
    for field in _fields(BEFORE_TEXT):
        text.addprevious(field)
    schema.extend(_fields(AT_THE_END))
    return str(etree.tostring(root, encoding="unicode"))


def _fields(text: str) -> list[etree._Element]:
    return list(_parsed(MODEL.format(text)))


def _parsed(model: str) -> etree._Element:
    return etree.fromstring(model.strip().encode())
