"""What newer sources propose of contact data: taken over or declined by the editors of the authority."""

from OFS.interfaces import IObjectClonedEvent
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zExceptions import BadRequest
from zope.component import adapter
from zope.lifecycleevent import modified

from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.vocabularies import CONTACT_PIECES, label
from tlvwa.portal.content.authority.contact_store import decline, open_proposals, write_offer
from tlvwa.portal.content.authority.schema import IAuthority
from tlvwa.portal.workflow.history.initial_version import save_first_version

ACCEPT, DECLINE = "accept", "decline"
ACCEPTED = _("Übernommen: ${piece}.")
DECLINED = _("Abgelehnt: ${piece}. Diese Quelle schlägt es mit diesem Stand nicht wieder vor.")
GONE = _("Diesen Vorschlag gibt es nicht mehr. Es wurde nichts geändert.")


class ProposalView(BrowserView):
    """Takes over or declines a proposal on a POST, and leads back to the authority."""

    def __call__(self):
        """Decide and redirect. Raises Forbidden without an authenticator, BadRequest without a decision."""
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            action = request_params.code(self.request.form, "do", (ACCEPT, DECLINE))
            if not action:
                raise BadRequest("do is missing.")
            api.portal.show_message(self._decide(action), self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/view")

    def _decide(self, action):
        """Carry out a decision; return what was done, in the language of the request."""
        mark = request_params.text(self.request.form, "mark")
        offer = next(
            (offer for offer in open_proposals(self.context) if offer.digest == mark), None
        )
        if offer is None:
            return say(GONE)
        piece = label(CONTACT_PIECES, offer.piece)
        if action == ACCEPT:
            save_first_version(self.context)
            write_offer(self.context, offer)
            modified(self.context)
            return say(ACCEPTED, piece=piece)
        decline(self.context, offer)
        self.context.reindexObject(idxs=["UID"])  # the journal tells the read models
        return say(DECLINED, piece=piece)


@adapter(IAuthority, IObjectClonedEvent)
def drop_from_copy(authority, event):
    """Forget in a copy what was proposed to the original."""
    authority.contact_proposals = ()
    authority.declined_contacts = ()
    authority.untried_website = None
