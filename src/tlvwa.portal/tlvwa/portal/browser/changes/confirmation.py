"""Confirming and ending subscriptions: an address in a mail shows a page, whose button acts."""

from urllib.parse import parse_qs

from plone.protect import CheckAuthenticator
from plone.protect.interfaces import IDisableCSRFProtection
from Products.Five.browser import BrowserView
from zExceptions import BadRequest, NotFound
from zope.interface import alsoProvides, implementer

from tlvwa.portal.browser.changes.guarded_form import GuardedFormMixin
from tlvwa.portal.changes.entry import ChangeSubject
from tlvwa.portal.changes.messages import subject_title
from tlvwa.portal.changes.store import current_changes
from tlvwa.portal.changes.visibility import known_subject
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import changes_url
from tlvwa.portal.interfaces import IPublicPage
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.subscriptions.mails import CONFIRM, END, TOKEN
from tlvwa.portal.subscriptions.signup import request_end
from tlvwa.portal.subscriptions.store import current_subscriptions

ALL, ENDED, SENT = "alle", "ended", "sent"
ONE_CLICK = "One-Click"
NO_LONGER = _("etwas, das nicht mehr veröffentlicht ist")


def token_of(request):
    """Return the token in an address, also if a form is sent to it; empty for none."""
    token = request.form.get(TOKEN)
    if token is None:
        token = parse_qs(request.get("QUERY_STRING", "")).get(TOKEN, [""])[0]
    return token if isinstance(token, str) else ""


class MailLinkView(BrowserView):
    """A page with its address in a mail: no cache stores it, and no referrer discloses it."""

    name = ""

    def __call__(self):
        """Return the page, or carry out its button first."""
        for header, value in (("Cache-Control", "private, no-store"), ("Referrer-Policy", "no-referrer"),
                              ("X-Robots-Tag", "noindex")):  # fmt: skip
            self.request.response.setHeader(header, value)
        self.subscriptions, self.day = current_subscriptions(), today()
        self.token, self.done = token_of(self.request), ""
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            self.act()
        return self.index()

    @property
    def form_url(self):
        """The address to which its forms are sent."""
        return changes_url(name=self.name)

    @property
    def changes_url(self):
        """The address of the page of changes."""
        return changes_url()

    def title_of(self, code):
        """Return the title of the subject with a code."""
        snapshot = site_snapshot()
        try:
            return subject_title(
                snapshot, known_subject(snapshot, ChangeSubject.of(code), self.day)
            )
        except (BadRequest, NotFound):
            return say(NO_LONGER)


@implementer(IPublicPage)
class ConfirmView(MailLinkView):
    """``aenderungen-bestaetigen``."""

    name = CONFIRM
    page_title = _("Änderungen per E-Mail bestätigen")

    @property
    def pending_title(self):
        """The title of the subject to confirm; empty if the address is unknown or has expired."""
        pending = self.subscriptions.pending(self.token)
        return self.title_of(pending.subject) if pending is not None else ""

    def act(self):
        """Confirm the subscription."""
        subject = self.subscriptions.confirm(self.token, current_changes().number, self.day)
        if subject is not None:
            self.done = self.title_of(subject)


@implementer(IPublicPage)
class EndView(GuardedFormMixin, MailLinkView):
    """``aenderungen-abbestellen``: the subscriptions of an address in a mail, else a form."""

    name = END
    page_title = _("Änderungen per E-Mail abbestellen")

    def __call__(self):
        """Return the page, or carry out its buttons first."""
        self.take_address()
        return super().__call__()

    @property
    def subjects(self):
        """The subjects of the subscriber: code and title."""
        subscriber = self.subscriptions.subscriber(self.token)
        codes = list(subscriber.subjects) if subscriber is not None else []
        return sorted(
            ((code, self.title_of(code)) for code in codes), key=lambda subject: subject[1]
        )

    def act(self):
        """End the chosen subscriptions, or send a mail with the address to end them."""
        subscriber = self.subscriptions.subscriber(self.token)
        if subscriber is not None:
            chosen = self.request.form.get("ende", "")
            # Sent twice it is a list, and ends nothing.
            if isinstance(chosen, str) and chosen in {ALL, *subscriber.subjects}:
                self.subscriptions.end(subscriber, "" if chosen == ALL else chosen)
                self.done = ENDED
        elif self.was_sent:
            address = self.address()
            if address:
                if self.is_sent_first(END):
                    request_end(address, self.day)
                self.done = SENT


class OneClickView(BrowserView):
    """``aenderungen-abbestellen-sofort``: the request that mail programs send (RFC 8058).

    There is no form of ours, and so no authenticator: the token in the address is the proof.
    """

    def __call__(self):
        """End all subscriptions on a POST; redirect a GET to the page with the buttons."""
        response, token = self.request.response, token_of(self.request)
        response.setHeader("Cache-Control", "private, no-store")
        if self.request.method != "POST":
            return response.redirect(changes_url(name=END, **{TOKEN: token}), status=302)
        response.setHeader("Content-Type", "text/plain; charset=utf-8")
        if self.request.form.get("List-Unsubscribe") != ONE_CLICK:
            raise BadRequest("List-Unsubscribe: One-Click is expected.")
        alsoProvides(self.request, IDisableCSRFProtection)
        subscriptions = current_subscriptions()
        subscriber = subscriptions.subscriber(token)
        if subscriber is not None:
            subscriptions.end(subscriber)
        return say(_("Abbestellt."))
