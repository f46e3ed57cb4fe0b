"""Keeps those who may not assign any area to the areas of their authority, whichever way they write."""

from AccessControl import getSecurityManager
from z3c.form.validator import SimpleFieldValidator, WidgetValidatorDiscriminators
from zExceptions import BadRequest
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectModifiedEvent, IObjectMovedEvent

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.interfaces import IAreasInReach, IInAreas
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.workflow.area_permissions import areas_of, beyond

ANY_AREA = "tlvwa.portal: Assign Any Area"


def refuse_beyond(holder, keys):
    """Raises Refused, naming the areas, where the current user may not assign them in ``holder``."""
    if not keys or getSecurityManager().checkPermission(ANY_AREA, holder):
        return
    gazetteer = site_snapshot().gazetteer
    far = beyond(gazetteer, keys, areas_of(holder))
    if far:
        names = ", ".join(gazetteer.parse(key).name for key in far)
        raise FieldRefused(
            _(
                "Außerhalb des Gebiets dieser Behörde: ${names}. Solche Einträge legt die "
                "Zentralredaktion an.",
                mapping={"names": names},
            )
        )


class AreasValidator(SimpleFieldValidator):
    """The field of the areas, in the forms that add and edit content that holds in some."""

    def validate(self, value, force=False):
        """Raises Refused for areas beyond the authority's."""
        super().validate(value, force)
        refuse_beyond(self.context, value)


WidgetValidatorDiscriminators(AreasValidator, field=IAreasInReach)


@adapter(IInAreas, IObjectMovedEvent)
def guard_place(obj, event):
    """What is made, pasted or moved stays within the areas of where it comes to lie."""
    if event.newParent is not None:
        _guard(obj)


@adapter(IInAreas, IObjectModifiedEvent)
def guard_change(obj, event):
    """What is changed stays within the areas of its authority."""
    _guard(obj)


def _guard(obj):
    """Raises BadRequest with the sentence; the transaction is given up."""
    try:
        refuse_beyond(obj.__parent__, obj.areas)
    except FieldRefused as refused:
        raise BadRequest(say(refused.args[0])) from refused
