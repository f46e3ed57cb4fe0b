"""Guards that restrict editors to the areas of their authority, in forms, REST and programs."""

from AccessControl import getSecurityManager
from z3c.form.validator import SimpleFieldValidator, WidgetValidatorDiscriminators
from zExceptions import BadRequest
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectModifiedEvent, IObjectMovedEvent
from zope.schema import getFields

from tlvwa.portal.areas.statuses import municipalities_of
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.interfaces import IHasAreas, IPermittedAreas
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.workflow.area_permissions import keys_outside, permitted_areas

ANY_AREA = "tlvwa.portal: Assign Any Area"


def refuse_areas_outside(holder, keys):
    """Refuse areas that the current user may not assign in ``holder``. Raises FieldRefused."""
    if not keys or getSecurityManager().checkPermission(ANY_AREA, holder):
        return
    gazetteer = site_snapshot().gazetteer
    outside = keys_outside(gazetteer, keys, permitted_areas(holder))
    if outside:
        names = ", ".join(gazetteer.parse(key).name for key in outside)
        raise FieldRefused(
            _(
                "Außerhalb des Gebiets dieser Behörde: ${names}. Solche Einträge legt die "
                "Zentralredaktion an.",
                mapping={"names": names},
            )
        )


class AreasValidator(SimpleFieldValidator):
    """Validates the areas in forms that add and edit content that holds in areas."""

    def validate(self, value, force=False):
        """Refuse areas outside of the authority's. Raises FieldRefused."""
        super().validate(value, force)
        refuse_areas_outside(self.context, value)


WidgetValidatorDiscriminators(AreasValidator, field=IPermittedAreas)


class StatusValidator(SimpleFieldValidator):
    """Validates the status whose municipalities a responsibility is for, in its forms."""

    def validate(self, value, force=False):
        """Refuse a status of municipalities outside of the authority's areas. Raises FieldRefused."""
        super().validate(value, force)
        refuse_areas_outside(self.context, municipalities_of(value or ""))


WidgetValidatorDiscriminators(StatusValidator, field=getFields(IResponsibility)["area_status"])


@adapter(IHasAreas, IObjectMovedEvent)
def guard_place(obj, event):
    """Check the areas of an object that was added, pasted or moved."""
    if event.newParent is not None:
        _guard(obj)


@adapter(IHasAreas, IObjectModifiedEvent)
def guard_change(obj, event):
    """Check the areas of an object that was changed."""
    _guard(obj)


def _areas(obj):
    """The areas of an object; those of a status are all municipalities that ever have it."""
    status = getattr(obj, "area_status", None)
    return [*(obj.areas or ()), *municipalities_of(status or "")]


def _guard(obj):
    """Refuse areas outside. Raises BadRequest with the sentence; the transaction aborts."""
    try:
        refuse_areas_outside(obj.__parent__, _areas(obj))
    except FieldRefused as refused:
        raise BadRequest(say(refused.args[0])) from refused
