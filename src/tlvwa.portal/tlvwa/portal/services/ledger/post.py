"""``POST @ledger``: the impact of changes of responsibilities on the ledger. Nothing is written."""

from collections.abc import Mapping

from plone import api
from plone.dexterity.content import DexterityContent
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from plone.restapi.interfaces import IFieldDeserializer
from zExceptions import BadRequest, Unauthorized
from zope.component import queryMultiAdapter
from zope.interface import Interface
from zope.schema import ValidationError, getFieldsInOrder

from tlvwa.portal.common.i18n import say
from tlvwa.portal.content.authority.schema import IAuthority
from tlvwa.portal.content.responsibility.draft import NEW, changed_node, new_node
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.ledger.impact.changes import removal_changes
from tlvwa.portal.ledger.impact.effects import LedgerImpact
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.services.service import JSONObject, JSONService

MOST_CHANGES = 100
EDIT = "Modify portal content"
FIELDS = dict(getFieldsInOrder(IResponsibility))


class LedgerPost(JSONService):
    """Judges ``{"changes": [{"add": …}, {"edit": …}, {"remove": …}]}`` together, as if published.

    ``add`` has the UID of an ``authority`` and the fields of a responsibility, ``edit`` the ``UID``
    of a responsibility and the fields that change, ``remove`` the ``UID`` of any content.
    """

    def reply(self) -> JSONObject:
        """Return the effects as sentences and as data. Raises BadRequest, naming the change."""
        snapshot = site_snapshot()
        changes: dict[str, Node | None] = {}
        for number, change in enumerate(self.changes()):
            try:
                changes |= self.change(snapshot, number, change)
            except (BadRequest, ValidationError) as error:
                raise BadRequest(f"changes: no. {number + 1}: {_words(error)}") from None
        return {"@id": f"{self.context.absolute_url()}/@ledger"} | LedgerImpact(
            snapshot, changes
        ).serialize()

    def changes(self) -> list[object]:
        """Return the changes in the body. Raises BadRequest."""
        try:
            body = json_body(self.request)
        except DeserializationError:
            raise BadRequest("body: a JSON object is expected.") from None
        changes: object = body.get("changes")
        if not isinstance(changes, list) or len(changes) > MOST_CHANGES:
            raise BadRequest(f"changes: a list of at most {MOST_CHANGES} changes is expected.")
        return changes

    def change(self, snapshot: Snapshot, number: int, change: object) -> Mapping[str, Node | None]:
        """Return the nodes of one change by UID."""
        if not isinstance(change, dict) or len(change) != 1:
            raise BadRequest("one of add, edit and remove is expected.")
        ((action, parameters),) = change.items()
        if action not in ("add", "edit", "remove") or not isinstance(parameters, dict):
            raise BadRequest("one of add, edit and remove is expected, with an object.")
        if action == "add":
            holder = self.editable(parameters, "authority", IAuthority)
            return _one(new_node(holder, self.fields(parameters, holder), f"{NEW}-{number}"))
        if action == "edit":
            record = self.editable(parameters, "UID", IResponsibility)
            return _one(changed_node(record, self.fields(parameters, record)))
        return removal_changes(snapshot, [self.editable(parameters, "UID").UID()])

    def editable(
        self, parameters: Mapping[str, object], name: str, interface: Interface | None = None
    ) -> DexterityContent:
        """Return the object of a UID that the user may change. Raises BadRequest."""
        uid = parameters.get(name)
        try:
            obj = api.content.get(UID=uid) if isinstance(uid, str) else None
        except Unauthorized:
            obj = None
        if (
            obj is None
            or (interface is not None and not interface.providedBy(obj))
            or not api.user.has_permission(EDIT, obj=obj)
        ):
            raise BadRequest(f"{name}: nothing that you may change has this UID.")
        return obj

    def fields(self, parameters: Mapping[str, object], obj: DexterityContent) -> dict[str, object]:
        """Return the values of the fields that are given. Raises BadRequest or ValidationError."""
        values: dict[str, object] = {}
        for name in parameters.keys() - {"authority", "UID"}:
            if name not in FIELDS:
                raise BadRequest(f"{str(name)[:40]}: a responsibility has no such field.")
            field = FIELDS[name].bind(obj)
            deserializer = queryMultiAdapter((field, obj, self.request), IFieldDeserializer)
            try:
                values[name] = deserializer(parameters[name])
            except (ValueError, TypeError) as error:
                raise BadRequest(f"{name}: {_words(error)}") from None
        return values


def _one(node: Node) -> dict[str, Node]:
    return {node.uid: node}


def _words(error: Exception) -> str:
    return say(error.doc()) if isinstance(error, ValidationError) else str(error)
