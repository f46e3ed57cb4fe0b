"""The control panel of the site's settings, in the browser and over REST."""

from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper, RegistryEditForm
from plone.restapi.controlpanels import RegistryConfigletPanel
from zope.component import adapter
from zope.interface import Interface

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.settings import PREFIX
from tlvwa.portal.controlpanels.settings.schema import ISettings
from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.widgets.picker.widget import ChooseAuthorities


class SettingsForm(RegistryEditForm):
    """The form of all settings."""

    schema = ISettings
    schema_prefix = PREFIX.rstrip(".")
    label = _("Zuständigkeitsfinder")
    description = _("Was für die ganze Website gilt.")

    def updateFields(self) -> None:
        """Use a picker for the site's own authority."""
        super().updateFields()
        self.fields["own_authority"].widgetFactory = ChooseAuthorities


class SettingsPanel(ControlPanelFormWrapper):
    """The page of the form."""

    form = SettingsForm


@adapter(Interface, IPortalLayer)
class SettingsConfiglet(RegistryConfigletPanel):
    """``@controlpanels/tlvwa-einstellungen``: the settings as JSON."""

    schema = ISettings
    schema_prefix = PREFIX.rstrip(".")
    configlet_id = "tlvwa-einstellungen"
    configlet_category_id = "Products"
