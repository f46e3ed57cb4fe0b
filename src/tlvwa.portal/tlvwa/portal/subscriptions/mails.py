"""The mails to subscribers: confirmation, known subscription, address to unsubscribe, digest."""

from collections.abc import Sequence
from email.utils import parseaddr

from plone import api
from Products.CMFPlone.RegistrationTool import EmailAddressInvalid, checkEmailAddress

from tlvwa.portal.changes.entry import ChangeSubject
from tlvwa.portal.changes.messages import ChangeMessage, subject_title
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.mail import send_mail
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import CHANGES, changes_url
from tlvwa.portal.readmodels.snapshot import Snapshot

CONFIRM, END, ONE_CLICK = (
    f"{CHANGES}-bestaetigen",
    f"{CHANGES}-abbestellen",
    f"{CHANGES}-abbestellen-sofort",
)
TOKEN = "t"
LONGEST_ADDRESS = 254
CONFIRM_SUBJECT = _("Bitte bestätigen: Änderungen per E-Mail")
CONFIRM_BODY = _(
    "Guten Tag,\n\n"
    "jemand möchte, dass Sie an diese Adresse eine Nachricht bekommen, wenn sich etwas ändert:\n\n"
    "${what}\n\n"
    "Waren Sie das? Dann bestätigen Sie es bitte innerhalb von ${days} Tagen auf dieser Seite:\n\n"
    "${url}\n\n"
    "Waren Sie es nicht, müssen Sie nichts tun: Ihre Adresse wird dann gelöscht.\n\n"
    "${site}\n"
)
KNOWN_BODY = _(
    "Guten Tag,\n\n"
    "jemand möchte, dass Sie an diese Adresse eine Nachricht bekommen, wenn sich etwas ändert:\n\n"
    "${what}\n\n"
    "Das bekommen Sie schon. Sie müssen nichts tun.\n\n"
    "Abbestellen können Sie hier:\n"
    "${url}\n\n"
    "${site}\n"
)
KNOWN_SUBJECT = _("Änderungen per E-Mail: bekommen Sie schon")
MANAGE_SUBJECT = _("Änderungen per E-Mail: abbestellen")
MANAGE_BODY = _(
    "Guten Tag,\n\n"
    "auf dieser Seite sehen Sie, welche Nachrichten Sie bestellt haben, und beenden sie:\n\n"
    "${url}\n\n"
    "Haben Sie das nicht verlangt, müssen Sie nichts tun.\n\n"
    "${site}\n"
)
DIGEST_SUBJECT = _("Änderungen: ${count}")
ONE, MANY = _("1 Neuigkeit"), _("${count} Neuigkeiten")
DIGEST_BODY = _(
    "Guten Tag,\n\n"
    "das hat sich geändert:\n\n"
    "${changes}\n\n"
    "Alle Änderungen: ${all}\n\n"
    "Sie bekommen diese Nachricht, weil Sie sie bestellt haben, höchstens einmal am Tag.\n"
    "Abbestellen: ${url}\n\n"
    "${site}\n"
)
MORE = _("und ${count} weitere")


def valid_address(text: object) -> str:
    """Return a plain e-mail address without surrounding blanks; empty for any other text."""
    address = text.strip() if isinstance(text, str) else ""
    if len(address) > LONGEST_ADDRESS or not address.isascii() or parseaddr(address)[1] != address:
        return ""
    try:
        checkEmailAddress(address)
    except EmailAddressInvalid:
        return ""
    return address


def with_public_host(url: str) -> str:
    """Return an address of this site with the host of the settings: a request must not choose the host."""
    site, public_url = api.portal.get().absolute_url(), (setting("public_url") or "").rstrip("/")
    return public_url + url.removeprefix(site) if public_url and url.startswith(site) else url


def send_confirmation(
    address: str, snapshot: Snapshot, subject: ChangeSubject, token: str, days: int
) -> None:
    """Send the mail with the address that confirms a subscription."""
    parts = {
        "what": subject_title(snapshot, subject),
        "days": days,
        "url": with_public_host(changes_url(name=CONFIRM, **{TOKEN: token})),
        "site": _site(),
    }
    send_mail(address, say(CONFIRM_SUBJECT), say(CONFIRM_BODY, **parts))


def send_known(address: str, snapshot: Snapshot, subject: ChangeSubject, token: str) -> None:
    """Send the mail that says that the subscription exists already."""
    parts = {
        "what": subject_title(snapshot, subject),
        "url": with_public_host(changes_url(name=END, **{TOKEN: token})),
        "site": _site(),
    }
    send_mail(address, say(KNOWN_SUBJECT), say(KNOWN_BODY, **parts))


def send_manage_link(address: str, token: str) -> None:
    """Send the mail with the address of a subscriber's own subscriptions."""
    parts = {"url": with_public_host(changes_url(name=END, **{TOKEN: token})), "site": _site()}
    send_mail(address, say(MANAGE_SUBJECT), say(MANAGE_BODY, **parts))


def send_digest(address: str, changes: Sequence[ChangeMessage], count: int, token: str) -> None:
    """Send a digest of ``changes`` (``ChangeMessage``); ``count`` is the number of all new changes."""
    lines = [f"* {change.title}\n  {with_public_host(change.url)}".rstrip() for change in changes]
    if count > len(changes):
        lines.append(say(MORE, count=count - len(changes)))
    total = say(ONE) if count == 1 else say(MANY, count=count)
    parts = {
        "changes": "\n\n".join(lines),
        "all": with_public_host(changes_url()),
        "url": with_public_host(changes_url(name=END, **{TOKEN: token})),
        "site": _site(),
    }
    one_click = with_public_host(changes_url(name=ONE_CLICK, **{TOKEN: token}))
    headers = (
        ("List-Unsubscribe", f"<{one_click}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Auto-Submitted", "auto-generated"),
    )
    send_mail(address, say(DIGEST_SUBJECT, count=total), say(DIGEST_BODY, **parts), headers)


def _site() -> str:
    return api.portal.get_registry_record("plone.site_title", default="") or ""
