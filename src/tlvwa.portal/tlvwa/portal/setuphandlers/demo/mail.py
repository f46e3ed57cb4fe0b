"""The demo's mails: written into a folder of this machine, sent to nobody."""

from pathlib import Path

from App.config import getConfiguration
from plone import api

FOLDER = "mail"
SENDER, SENDER_NAME = "portal@example.org", "Portal (Beispiel)"


def keep_mail_here(portal):
    """Let the site's mail host put its mails into ``mail`` beside the data, as a Maildir.

    They stay there where ``MAILHOST_QUEUE_ONLY`` is set, as the instance of ``make run`` has it. What the
    site's own settings say is not changed.
    """
    host = portal.MailHost
    host.smtp_queue = True
    host.smtp_queue_directory = str(Path(getConfiguration().clienthome) / FOLDER)
    for record, value in (("email_from_address", SENDER), ("email_from_name", SENDER_NAME)):
        if not api.portal.get_registry_record(f"plone.{record}"):
            api.portal.set_registry_record(f"plone.{record}", value)
