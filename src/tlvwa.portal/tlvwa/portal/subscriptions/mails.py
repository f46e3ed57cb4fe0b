"""The mails to subscribers: to confirm, about what is there already, and about what changed."""

from email.utils import parseaddr

from plone import api
from Products.CMFPlone.RegistrationTool import EmailAddressInvalid, checkEmailAddress

from tlvwa.portal.changes.messages import subject_title
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import CHANGES, changes_url
from tlvwa.portal.workflow.transition.mail import post

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


def valid_address(text):
    """An e-mail address without anything around it; empty for any other text."""
    address = text.strip() if isinstance(text, str) else ""
    if len(address) > LONGEST_ADDRESS or not address.isascii() or parseaddr(address)[1] != address:
        return ""
    try:
        checkEmailAddress(address)
    except EmailAddressInvalid:
        return ""
    return address


def public(url):
    """An address of this site as the setting for mails has it: no request says where links lead to."""
    site, known = api.portal.get().absolute_url(), (setting("public_url") or "").rstrip("/")
    return known + url.removeprefix(site) if known and url.startswith(site) else url


def ask_to_confirm(address, models, subject, token, days):
    """Send the mail with the address that confirms."""
    words = {
        "what": subject_title(models, subject),
        "days": days,
        "url": public(changes_url(name=CONFIRM, **{TOKEN: token})),
        "site": _site(),
    }
    post(address, say(CONFIRM_SUBJECT), say(CONFIRM_BODY, **words))


def tell_known(address, models, subject, token):
    """Send the mail to somebody who has the subscription already."""
    words = {
        "what": subject_title(models, subject),
        "url": public(changes_url(name=END, **{TOKEN: token})),
        "site": _site(),
    }
    post(address, say(KNOWN_SUBJECT), say(KNOWN_BODY, **words))


def tell_how_to_end(address, token):
    """Send the mail with the address of somebody's own subscriptions."""
    words = {"url": public(changes_url(name=END, **{TOKEN: token})), "site": _site()}
    post(address, say(MANAGE_SUBJECT), say(MANAGE_BODY, **words))


def tell_changes(address, changes, count, token):
    """Send a digest: ``changes`` are told ones, ``count`` of them there are in all."""
    lines = [f"* {each.title}\n  {public(each.url)}".rstrip() for each in changes]
    if count > len(changes):
        lines.append(say(MORE, count=count - len(changes)))
    counted = say(ONE) if count == 1 else say(MANY, count=count)
    words = {
        "changes": "\n\n".join(lines),
        "all": public(changes_url()),
        "url": public(changes_url(name=END, **{TOKEN: token})),
        "site": _site(),
    }
    one_click = public(changes_url(name=ONE_CLICK, **{TOKEN: token}))
    headers = (
        ("List-Unsubscribe", f"<{one_click}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Auto-Submitted", "auto-generated"),
    )
    post(address, say(DIGEST_SUBJECT, count=counted), say(DIGEST_BODY, **words), headers)


def _site():
    return api.portal.get_registry_record("plone.site_title", default="") or ""
