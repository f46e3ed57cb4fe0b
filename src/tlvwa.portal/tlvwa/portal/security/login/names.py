"""Login names: whoever guesses one is not told whether there is such an account."""

import logging
from smtplib import SMTPException
from socket import gaierror

from AccessControl import Unauthorized, getSecurityManager
from AccessControl.Permissions import manage_users
from plone.base.interfaces.siteroot import IPloneSiteRoot
from plone.restapi.services.users.add import UsersPost
from Products.CMFPlone.browser.login.login_help import RequestUsername
from Products.CMFPlone.browser.login.mail_password import MailPasswordView
from Products.CMFPlone.RegistrationTool import RegistrationTool
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.security.login.provider.passwords import has_password

MAY_MAIL = "Mail forgotten password"
# Why no mail was sent: no account, no address, an account without passwords, no server.
NO_MAIL = (ValueError, Unauthorized, SMTPException, gaierror, ConnectionError, TimeoutError)
logger = logging.getLogger(__name__)


class UnknownAccount:
    """Stands for an account that nobody has, so that the answer is that of one that somebody has."""

    def __init__(self, name: str) -> None:
        self._name = name

    def getUser(self) -> "UnknownAccount":
        """Return the user: itself."""
        return self

    def getUserName(self) -> str:
        """Return the name that was asked for."""
        return self._name


def mail_password(
    self: RegistrationTool, login: str, REQUEST: HTTPRequest, immediate: bool = False
) -> str | None:
    """Mail an address at which the password can be set; say nothing of the name.

    Takes the place of ``RegistrationTool.mailPassword``. Only who manages users is told why no mail was
    sent. Without a queue the mail leaves at once: a server that fails when the transaction is committed
    would be an error, for names that somebody has.
    """
    user = getSecurityManager().getUser()
    if not has_password(login, login):
        return None
    if user.has_permission(manage_users, self) or not user.has_permission(MAY_MAIL, self):
        return self._old_mailPassword(login, REQUEST, immediate)
    try:
        self._old_mailPassword(login, REQUEST, immediate or not self.MailHost.smtp_queue)
    except NO_MAIL as error:
        logger.info("No mail about a password was sent: %r", error)
    return None


def mail_password_page(self: MailPasswordView) -> str:
    """Return the page that says that a mail is on its way.

    Takes the place of ``MailPasswordView.__call__``, which shows another page if there is no such account.
    """
    site = self.context.portal_url.getPortalObject()
    name = self.request.form.get("userid", "")
    if isinstance(name, str):
        site.portal_registration.mailPassword(name, self.request)
    return site.restrictedTraverse("mail_password_response")()


def account_of(self: UsersPost, name: str) -> object:
    """Return the member with a login name, or what stands for one.

    Takes the place of ``UsersPost._get_user_by_login_name``; who manages users is told that there is none.
    """
    member = self._old__get_user_by_login_name(name)
    return UnknownAccount(name) if member is None and not self.can_manage_users else member


def send_username(self: RequestUsername, portal: IPloneSiteRoot, userinfo: dict[str, str]) -> None:
    """Mail somebody their login name; a mail server that fails is in the log, not in the answer.

    Takes the place of ``RequestUsername.send_username``: only an address that somebody has would fail.
    """
    try:
        self._old_send_username(portal, userinfo)
    except NO_MAIL as error:
        logger.warning("No mail about a login name was sent: %r", error)
