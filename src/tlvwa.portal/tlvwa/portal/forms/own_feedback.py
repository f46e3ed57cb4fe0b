"""The feedback on the authorities that the current user edits as a municipal editor."""

from functools import cached_property

from plone import api
from zExceptions import NotFound

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.settings import setting
from tlvwa.portal.content.authority.payload import MUNICIPAL_EDITOR
from tlvwa.portal.forms.feedback import AUTHORITY_ID, FeedbackQueue
from tlvwa.portal.forms.saved_input import FORM_TYPE, saved_rows


class OwnFeedbackQueue(FeedbackQueue):
    """The part of the queue about authorities on which, or above which, the user has the editor's role.

    Who reads it needs no permission on the form: its other rows stay hidden, in the list, in the files
    and when a row is marked.
    """

    name = "rueckmeldungen-eigene"
    title = _("Rückmeldungen zu meinen Behörden")

    @cached_property
    def form(self):
        """The form that the settings name. Raises NotFound if there is none."""
        uid = setting("form_feedback")
        forms = _objects(uid, portal_type=FORM_TYPE) if uid else []
        if not forms:
            raise NotFound(self.name)
        return forms[0]

    @cached_property
    def all_rows(self):
        """The rows about authorities of the user."""
        rows = [row for row in saved_rows(self.form) if row.values.get(AUTHORITY_ID)]
        own = _own_authorities({row.values[AUTHORITY_ID] for row in rows})
        return [row for row in rows if row.values[AUTHORITY_ID] in own]

    def row_of(self, key):
        """Return the row of a key. Raises BadRequest, or NotFound if it is not about the user's."""
        row = super().row_of(key)
        if key not in map(self.key, self.all_rows):
            raise NotFound(key)
        return row


def _own_authorities(uids):
    """Return those UIDs on whose objects the user has the role, by itself or from above."""
    user = api.user.get_current()
    found = _objects(list(uids)) if uids else []
    return {obj.UID() for obj in found if MUNICIPAL_EDITOR in user.getRolesInContext(obj)}


def _objects(uids, **query):
    """Return objects by UID, whether or not the user may see them."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uids, **query)
    return [brain._unrestrictedGetObject() for brain in brains]
