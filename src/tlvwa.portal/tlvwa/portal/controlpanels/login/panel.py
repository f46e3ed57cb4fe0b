"""The control panel of the log-in; only managers see it, since groups bring roles."""

from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper, RegistryEditForm

from tlvwa.portal.common.i18n import _
from tlvwa.portal.security.login.provider.settings import LOGIN_PREFIX, ILoginSettings


class LoginSettingsForm(RegistryEditForm):
    """The form of the settings."""

    schema = ILoginSettings
    schema_prefix = LOGIN_PREFIX
    label = _("Anmeldung")
    description = _("Anmeldung über einen Anbieter von Konten (OpenID Connect).")


class LoginSettingsPanel(ControlPanelFormWrapper):
    """The page of the form."""

    form = LoginSettingsForm
