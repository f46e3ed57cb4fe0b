"""The page with the reason of an answer, to cite and to print."""

from datetime import date
from functools import cached_property

from Products.Five.browser import BrowserView
from zope.interface import implementer

from tlvwa.portal.answers.pages.finder_page import finder_page
from tlvwa.portal.answers.pages.reason import CitableReason
from tlvwa.portal.answers.queries import finder_query
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.fingerprint import is_fingerprint
from tlvwa.portal.common.formatting import day_text, period_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import finder_url, root_url
from tlvwa.portal.common.vocabularies import ROLES, label
from tlvwa.portal.finder.answer import Status
from tlvwa.portal.finder.records import Role
from tlvwa.portal.interfaces import IPublicPage

KNOWN_SINCE = _("bekannt seit ${first}")
STATE_PARAMETERS = ("service", "area", "postal_code", "date")


@implementer(IPublicPage)
class ReasonView(BrowserView):
    """``begruendung?service=&area=|postal_code=&date=&stand=``; ``stand`` is the cited hash."""

    def __call__(self):
        """Return the page, with 404 if something is unknown.

        Facts are read from the address alone, which only contains choices.
        """
        if self.request.get("REQUEST_METHOD") == "POST":
            finder_query.forget_facts(self.request.form)
        self.finder = finder_page(self.request)
        if self.finder.errors:
            self.request.response.setStatus(404)
        return self.index()

    @property
    def page_title(self):
        """The browser's title: service and place."""
        if self.reason is None:
            return say(_("Warum diese Behörde?"))
        words = {"service": self.finder.localized.title, "place": self.reason["place"]["name"]}
        return say(_("Warum diese Behörde? ${service} in ${place}"), **words)

    @cached_property
    def reason(self):
        """The reason; ``None`` without an answer, or if something named is unknown."""
        answer = self.finder.result.answer
        if answer is None or self.finder.errors:
            return None
        return CitableReason(self.finder.serializer, answer).serialize(self._stand)

    @property
    def _stand(self):
        value = self.request.form.get("stand", "")
        return value.strip().lower() if isinstance(value, str) else ""

    @property
    def errors(self):
        """The reasons why there is no answer, as sentences."""
        return list(self.finder.errors.values())

    @property
    def is_question(self):
        """Whether there is a question instead of an answer."""
        return self.reason["status"] == Status.QUESTION

    @property
    def finder_url(self):
        """The finder with what is known already."""
        if self.reason is not None:
            return self.reason["finder"]
        form = self.request.form
        return finder_url(
            **{name: form[name] for name in STATE_PARAMETERS if isinstance(form.get(name), str)}
        )

    @property
    def json_url(self):
        """The address of the same reason as JSON."""
        query = self.reason["permalink"].partition("?")[2]
        return f"{root_url()}/@reason?{query}"

    @property
    def compared_text(self):
        """Whether the cited reason has changed, as a sentence; empty without a hash."""
        compared = self.reason["compared"]
        if compared is None:
            return ""
        if not is_fingerprint(compared["stand"]):
            return say(_("Die Prüfsumme im Link ist nicht lesbar; verglichen wurde nichts."))
        if compared["same"]:
            return say(
                _(
                    "Unverändert: Die Begründung ist heute noch dieselbe wie die, auf die der Link zeigt."
                )
            )
        return say(
            _(
                "Geändert: Die Begründung ist heute eine andere als die, auf die der Link zeigt. "
                "Sie sehen die heutige."
            )
        )

    @property
    def changed(self):
        """Whether the cited reason has changed."""
        compared = self.reason["compared"]
        return bool(compared) and not compared["same"]

    @property
    def deciding_rules(self):
        """The rules that decide: those with the responsible office, and refusals."""
        return [step for step in self.reason["won"] if step["role"] == Role.RESPONSIBLE]

    @property
    def other_rules(self):
        """The rules with a contact point, an online service or a form."""
        return [step for step in self.reason["won"] if step["role"] != Role.RESPONSIBLE]

    @property
    def day_text(self):
        """The day of the answer."""
        return day_text(date.fromisoformat(self.reason["date"]))

    @property
    def today_text(self):
        """The day on which the page is shown."""
        return day_text(today())

    def role(self, step):
        """Return the label of the role of a step's rule."""
        return label(ROLES, step["role"])

    def period(self, step):
        """Return the period in which a step's rule is law."""
        return period_text(*map(_day, (step["valid_from"], step["valid_to"])))

    def confirmed(self, step):
        """Return when a step's rule was last confirmed."""
        day = _day(step["confirmed_on"])
        return say(_("zuletzt bestätigt am ${day}"), day=day_text(day)) if day else ""

    @property
    def valid_text(self):
        """The period in which the answer is the same, and since when it is known."""
        answer = self.finder.result.answer
        if answer is None or not answer.is_day_known:
            return ""
        valid = self.reason["valid"]
        first, last, known_since = map(_day, (valid["from"], valid["to"], valid["known_since"]))
        text = period_text(first, last)
        if first is not None or known_since is None:
            return text
        return f"{text}; {say(KNOWN_SINCE, first=day_text(known_since))}"


def _day(text):
    return date.fromisoformat(text) if text else None
