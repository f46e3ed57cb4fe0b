"""The form by which an authority's records are given to another one."""

from plone import api
from plone.autoform import directives
from plone.autoform.form import AutoExtensibleForm
from plone.supermodel import model
from plone.z3cform.layout import wrap_form
from z3c.form import button, form
from z3c.form.interfaces import WidgetActionExecutionError
from zope import schema
from zope.interface import Invalid

from tlvwa.portal.common.i18n import _
from tlvwa.portal.content.fields import choice
from tlvwa.portal.ledger.impact.effects import LedgerImpact
from tlvwa.portal.ledger.impact.suspension import suspend_checks
from tlvwa.portal.readmodels.follower import pending_changes, site_snapshot
from tlvwa.portal.widgets.picker.widget import ChooseAuthorities
from tlvwa.portal.workflow.handover.transfer import hand_over

NOT_ANOTHER = _("Bitte eine Behörde wählen, die nicht diese oder ein Teil davon ist.")


class IHandover(model.Schema):
    """The authority that receives the records, and the day from which it has them."""

    directives.widget("target", ChooseAuthorities)
    target = choice(
        _("An welche Behörde?"),
        "tlvwa.portal.authorities",
        required=True,
    )
    day = schema.Date(
        title=_("Ab welchem Tag?"),
        description=_(
            "Leer: sofort. Mit einem Tag gelten die Zuständigkeiten bis zum Tag davor hier weiter "
            "und ab diesem Tag als neue Einträge der anderen Behörde."
        ),
        required=False,
    )


class HandoverForm(AutoExtensibleForm, form.Form):
    """Gives all records in the authority and its parts to another authority."""

    schema = IHandover
    ignoreContext = True
    description = _(
        "Alle Zuständigkeiten dieser Behörde und ihrer Teile. Verweise anderer Behörden auf diese gehen "
        "mit, wenn kein Tag genannt ist."
    )

    @property
    def label(self):
        """The heading."""
        return _(
            "Zuständigkeiten von „${title}“ übergeben", mapping={"title": self.context.Title()}
        )

    @button.buttonAndHandler(_("Übergeben"), name="hand_over")
    def handle_hand_over(self, action):
        """Hand over the records and show what was done."""
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        target = api.content.get(UID=data["target"])
        if target is None or _is_inside(target, self.context):
            raise WidgetActionExecutionError("target", Invalid(NOT_ANOTHER))
        # The steps of a handover may overlap; its effects are shown as a whole below.
        with suspend_checks():
            result = hand_over(self.context, target, data["day"])
        effects = LedgerImpact(site_snapshot(), pending_changes())
        words = _(
            "${moved} Zuständigkeiten übergeben, ${begun} zum genannten Tag beendet und neu begonnen, "
            "${turned} Verweise umgestellt, ${left} Verweise dürfen Sie nicht ändern.",
            mapping={
                "moved": result.moved_records,
                "begun": result.continued_records,
                "turned": result.redirected_references,
                "left": result.skipped_references,
            },
        )
        api.portal.show_message(words, self.request)
        if effects.lines:
            api.portal.show_message(" ".join(effects.lines), self.request, type="warning")
        self.request.response.redirect(f"{target.absolute_url()}/view")

    @button.buttonAndHandler(_("Abbrechen"), name="cancel")
    def handle_cancel(self, action):
        """Redirect to the authority."""
        self.request.response.redirect(f"{self.context.absolute_url()}/view")


def _is_inside(obj, container):
    return obj.getPhysicalPath()[: len(container.getPhysicalPath())] == container.getPhysicalPath()


HandoverView = wrap_form(HandoverForm)
