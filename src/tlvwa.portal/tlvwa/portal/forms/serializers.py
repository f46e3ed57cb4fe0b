"""Forms as JSON: without saved input, and with programs only for managers."""

from collective.easyform.interfaces import IEasyForm
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson, ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from zExceptions import Unauthorized
from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.interfaces import IPortalLayer

MODELS = ("fields_model", "actions_model")
# The models hold expressions and scripts.
WRITES_MODELS = "collective.easyform: Edit Python Fields"


@implementer(ISerializeToJson)
@adapter(IEasyForm, IPortalLayer)
class FormSerializer(SerializeToJson):
    """Serializes a form; easyform's own would add the saved input and change it while reading."""

    def __call__(self, version=None, include_items=True, include_expansion=True):
        """Return the form, with its programs only for users who may change them."""
        result = super().__call__(version, include_items, include_expansion)
        if not api.user.has_permission(WRITES_MODELS, obj=self.context):
            for name in MODELS:
                result.pop(name, None)
        return result


@implementer(IDeserializeFromJson)
@adapter(IEasyForm, IPortalLayer)
class FormDeserializer(DeserializeFromJson):
    """Reads a form; easyform's own would accept saved input, and scripts from all editors."""

    def __call__(self, validate_all=False, data=None, create=False, **options):
        """Write the form. Raises Unauthorized for programs that the user may not write."""
        data = json_body(self.request) if data is None else data
        allowed = api.user.has_permission(WRITES_MODELS, obj=self.context)
        if not allowed and any(name in data for name in MODELS):
            raise Unauthorized("fields_model, actions_model: only for managers.")
        return super().__call__(validate_all=validate_all, data=data, create=create, **options)
