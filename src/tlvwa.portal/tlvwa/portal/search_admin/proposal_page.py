"""Pages with proposals: a change of words is tried, shown, and written only when the editor confirms."""

from AccessControl import Unauthorized
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import UnclearInput
from tlvwa.portal.search_admin.base import SearchPage
from tlvwa.portal.search_admin.present import current_words, query_set, write_words
from tlvwa.portal.search_admin.proposals import TABLE, proposal_from
from tlvwa.portal.search_admin.trial_view import TrialReport
from tlvwa.portal.search_admin.uploaded_table import uploaded_table

PREVIEW, APPLY, DISCARD = "preview", "apply", "discard"
CHANGED = _(
    "Inzwischen hat jemand anderes die Regeln oder Empfehlungen geändert. Es wurde nichts "
    "geschrieben; sehen Sie bitte noch einmal nach."
)
SENT_ALONG = (
    *("step", "number", "begriff", "richtung", "bedeutet", "mode"),
    *("query", "uids", "compounds"),
)


class ProposalPage(SearchPage):
    """A page with forms that propose other words; the page itself is ``index``."""

    preview_page = ViewPageTemplateFile("preview.pt")

    def __call__(self):
        """Return the page or the preview of a proposal, or apply it. Raises BadRequest."""
        self.prepare()
        self.present = current_words()
        self.error = self.present.error
        action = request_params.code(self.request.form, "do", (PREVIEW, APPLY, DISCARD))
        if self.request.method != "POST" or not action:
            return self.page()
        if action == DISCARD:
            return self._back(_("Es wurde nichts geändert."))
        try:
            return self._preview_or_apply(action)
        except UnclearInput as unclear:
            self.error = unclear.args[0]
            return self.page()

    def page(self):
        """Return the page without a proposal."""
        return self.index()

    def _preview_or_apply(self, action):
        # The digest is of the words that the editor saw: a proposal to older ones is refused.
        if request_params.text(self.request.form, "stand") != self.present.digest:
            raise UnclearInput(CHANGED)
        self.proposal = proposal_from(self.request.form, self.present)
        return self._apply() if action == APPLY else self._preview()

    def _preview(self):
        words = self.present.words()
        self.queries = query_set()
        self.trial = TrialReport(words, self.proposal, self.queries.queries)
        return self.preview_page()

    def _apply(self):
        """Write the proposal. Raises Unauthorized for anything but a POST of our form."""
        CheckAuthenticator(self.request)
        if self.request.method != "POST":
            raise Unauthorized("changes are sent by POST")
        write_words(self.proposal)
        return self._back(_("Übernommen. Die Suche folgt sofort."))

    def _back(self, message):
        api.portal.show_message(message, self.request)
        return self.request.response.redirect(self.url)

    @property
    def form_values(self):
        """The parameters of the form as ``(name, value)``, for hidden fields of the preview."""
        form = self.request.form
        fields = [(name, form[name]) for name in SENT_ALONG if isinstance(form.get(name), str)]
        return [*fields, ("stand", self.present.digest)]

    @property
    def table(self):
        """The table that was sent as a file; empty for any other proposal."""
        form = self.request.form
        if form.get("step") != TABLE:
            return ""
        if hasattr(form.get("file"), "seek"):
            form["file"].seek(0)
        return uploaded_table(form)
