"""The control panel of the log-in; only managers see it, since groups bring roles."""

from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper, RegistryEditForm
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

from tlvwa.portal.common.i18n import _
from tlvwa.portal.security.login.provider.addresses import (
    AFTER_LOGOUT,
    BACK,
    BACK_CHANNEL,
    site_address,
)
from tlvwa.portal.security.login.provider.settings import LOGIN_PREFIX, ILoginSettings

ADDRESSES = (
    (_("Nach der Anmeldung (Redirect URI)"), BACK),
    (_("Abmeldung durch den Anbieter (Back-Channel Logout URI)"), BACK_CHANNEL),
    (_("Nach der Abmeldung (Post Logout Redirect URI)"), AFTER_LOGOUT),
)


class LoginSettingsForm(RegistryEditForm):
    """The form of the settings."""

    schema = ILoginSettings
    schema_prefix = LOGIN_PREFIX
    label = _("Anmeldung")
    description = _("Anmeldung über einen Anbieter von Konten (OpenID Connect).")

    def applyChanges(self, data: dict[str, object]) -> object:
        """Write the settings, and switch passwords off last: nobody is locked out by what is half written."""
        super().applyChanges({**data, "only_provider": False})
        return super().applyChanges(data)


class LoginSettingsPanel(ControlPanelFormWrapper):
    """The page of the form, with the addresses that the provider must know."""

    form = LoginSettingsForm
    index = ViewPageTemplateFile("panel.pt")

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """What each address is for, and the address."""
        return [(title, site_address(name)) for title, name in ADDRESSES]
