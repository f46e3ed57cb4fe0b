"""The demo's mails: written into a folder of this machine, sent to nobody."""

from pathlib import Path

from App.config import getConfiguration
from plone import api
from Products.MailHost.interfaces import IMailHost
from Products.MailHost.MailHost import MailHost

NAME = "MailHost"
FOLDER = "mail"
SENDER, SENDER_NAME = "portal@example.org", "Portal (Beispiel)"


class MailFolder(MailHost):
    """A mail host whose queue lies beside the data of the instance that asks.

    The folder is never stored: a copied or restored site must not write into the old place.
    """

    meta_type = "Mail Folder"

    @property
    def smtp_queue_directory(self):
        """``mail`` in the instance's ``var``, as a Maildir."""
        return str(Path(getConfiguration().clienthome) / FOLDER)

    @smtp_queue_directory.setter
    def smtp_queue_directory(self, path):
        """The constructor and the management form set it: it stays where it is."""


def keep_mail_here(portal):
    """Let the site put its mails into the folder.

    They stay there where ``MAILHOST_QUEUE_ONLY`` is set, as the instance of ``make run`` has it. What the
    site's own settings say is not changed.
    """
    before = portal[NAME]
    folder = MailFolder(NAME, before.title, before.smtp_host, before.smtp_port, smtp_queue=True)
    portal._delObject(NAME)
    portal._setObject(NAME, folder)
    portal.getSiteManager().registerUtility(portal[NAME], IMailHost)
    for record, value in (("email_from_address", SENDER), ("email_from_name", SENDER_NAME)):
        if not api.portal.get_registry_record(f"plone.{record}"):
            api.portal.set_registry_record(f"plone.{record}", value)
