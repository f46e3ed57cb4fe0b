"""The ways to a provider and back, and the form that offers them."""

import logging
from urllib.parse import urlencode, urlsplit

from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from Products.CMFPlone.browser.login.login import LOGIN_TEMPLATE_IDS, LoginForm
from Products.CMFPlone.browser.login.logout import LogoutView
from Products.Five.browser import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from z3c.form import button
from zExceptions import NotFound
from zope.interface import alsoProvides, implementer

from tlvwa.portal.common.i18n import _
from tlvwa.portal.interfaces import IPublicPage
from tlvwa.portal.security.login.provider import flow
from tlvwa.portal.security.login.provider.accounts import log_in, update_account
from tlvwa.portal.security.login.provider.addresses import AFTER_LOGOUT, BACK, site_address
from tlvwa.portal.security.login.provider.errors import (
    NoGroup,
    ProviderAway,
    ProviderError,
    ProviderRefused,
    WrongAnswer,
)
from tlvwa.portal.security.login.provider.identifiers import account_id, is_of_provider
from tlvwa.portal.security.login.provider.settings import login_settings
from tlvwa.portal.security.login.sessions import end_sessions

BEGIN = "provider-login"
BUTTON = _("Mit Dienstkonto anmelden")
NO_PASSWORDS = _(
    "Sie sind nicht angemeldet: Auf dieser Website meldet man sich über den Anbieter an, nicht mit einem "
    "Passwort."
)
# Status and sentence by what went wrong.
SENTENCES = {
    ProviderAway: (
        503,
        _(
            "Der Anbieter der Anmeldung antwortet gerade nicht. Bitte versuchen Sie es später noch einmal."
        ),
    ),
    ProviderRefused: (
        403,
        _("Der Anbieter hat Sie nicht angemeldet, oder die Anmeldung wurde abgebrochen."),
    ),
    WrongAnswer: (
        400,
        _(
            "Diese Antwort gehört nicht zu einer Anmeldung, die hier begonnen hat, oder sie kam zu spät."
        ),
    ),
    NoGroup: (
        403,
        _(
            "Sie sind beim Anbieter angemeldet, haben dort aber keine Gruppe, die für diese Website gilt. "
            "Bitte wenden Sie sich an die Redaktion."
        ),
    ),
}
logger = logging.getLogger(__name__)


@implementer(IPublicPage)
class ProviderView(BrowserView):
    """Acts with the provider; what goes wrong is a page that says so."""

    page_title = _("Anmeldung")

    def __call__(self):
        """Act; no cache keeps an answer."""
        settings = login_settings()
        if settings is None:
            raise NotFound
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.response.setHeader("Referrer-Policy", "no-referrer")
        try:
            return self.act(settings)
        except ProviderError as error:
            return self.refuse(error)

    def refuse(self, error):
        """The page that says why nobody is logged in."""
        logger.warning("No log-in by the provider: %s: %a", type(error).__name__, str(error)[:300])
        status, self.sentence = SENTENCES[type(error)]
        self.request.response.setStatus(status)
        return self.index()

    @property
    def again_url(self):
        """Where the log-in begins anew."""
        return site_address("login")


class BeginView(ProviderView):
    """Leads to the provider."""

    def act(self, settings):
        """Redirect; only addresses of the site are kept as the place to go to afterwards."""
        wanted = self.request.form.get("came_from", "")
        target = wanted if is_target(wanted) else site_address()
        address = flow.begin(self.request, settings, site_address(BACK), target)
        return self.request.response.redirect(address)


class BackView(ProviderView):
    """What the provider leads back to."""

    def act(self, settings):
        """Log somebody in, and lead to where they wanted to go."""
        claims, target = flow.end(self.request, settings, site_address(BACK))
        alsoProvides(self.request, IDisableCSRFProtection)
        user_id = update_account(settings, claims)
        log_in(self.request, user_id)
        return self.request.response.redirect(target)


class BackChannelView(BrowserView):
    """Where a provider says, by itself, that somebody logged out there."""

    def __call__(self):
        """End the sessions of somebody; 400 for what the provider did not sign."""
        settings = login_settings()
        if settings is None:
            raise NotFound
        response = self.request.response
        response.setHeader("Cache-Control", "no-store")
        response.setHeader("Content-Type", "text/plain")
        token = self.request.form.get("logout_token", "")
        try:
            if self.request.method != "POST" or not isinstance(token, str):
                raise WrongAnswer("no token")
            subject = flow.client_of(settings).logged_out(token)
        except ProviderError as error:
            logger.warning("No log-out by the provider: %a", str(error)[:300])
            response.setStatus(400)
            return "no log-out token"
        alsoProvides(self.request, IDisableCSRFProtection)
        end_sessions(account_id(settings.issuer, subject))
        return "ok"  # an empty body would be answered by 204; the provider waits for 200


class ProviderLoginForm(LoginForm):
    """Plone's form, with the provider's button where one is named."""

    handlers = LoginForm.handlers.copy()

    @button.handler(LoginForm.buttons["login"])
    def handle_login(self, action):
        """Log in as Plone does; where passwords are switched off, a refusal does not blame the keyboard."""
        if self.takes_passwords or not api.user.is_anonymous():
            return LoginForm.handleLogin(self, action)
        IStatusMessage(self.request).addStatusMessage(NO_PASSWORDS, "error")
        return None

    @property
    def provider(self):
        """Where the provider's button leads and what it says; ``None`` without a provider."""
        settings = login_settings()
        if settings is None:
            return None
        target = self.request.get("came_from") or self.get_came_from() or ""
        query = "?" + urlencode({"came_from": target}) if is_target(target) else ""
        return {"url": site_address(BEGIN) + query, "label": settings.button or BUTTON}

    @property
    def takes_passwords(self):
        """Whether people may log in by password."""
        settings = login_settings()
        return settings is None or not settings.only_provider


class ProviderLogoutView(LogoutView):
    """Plone's log-out; whoever came by the provider is logged out there, too."""

    def __call__(self):
        """End the session, and lead on."""
        user = api.user.get_current()
        is_theirs = is_of_provider(user.getId() or "")
        super().__call__()
        settings = login_settings()
        if not is_theirs or settings is None:
            return
        try:
            endpoint = flow.provider_at(settings.issuer).described().get("end_session_endpoint")
        except ProviderAway as error:
            logger.warning("No log-out at the provider: %a", str(error)[:300])
            return
        if endpoint:
            query = {
                "client_id": settings.client_id,
                "post_logout_redirect_uri": site_address(AFTER_LOGOUT),
            }
            mark = "&" if "?" in endpoint else "?"
            self.request.response.redirect(f"{endpoint}{mark}{urlencode(query)}")


def is_target(address):
    """Whether an address is a page of the site that somebody may be led to after the log-in."""
    if not isinstance(address, str) or not address:
        return False
    if not api.portal.get_tool("portal_url").isURLInPortal(address):
        return False
    return not set(LOGIN_TEMPLATE_IDS) & set(urlsplit(address).path.split("/"))
