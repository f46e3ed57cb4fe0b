"""The page that gives the reason of an answer, to be cited and printed."""

from datetime import date
from functools import cached_property

from Products.Five.browser import BrowserView
from zope.interface import implementer

from tlvwa.portal.answers.pages.finder_page import finder_page
from tlvwa.portal.answers.pages.reason import CitableReason
from tlvwa.portal.answers.queries import finder_query
from tlvwa.portal.browser.theme.interfaces import IPublicPage
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.fingerprint import is_fingerprint
from tlvwa.portal.common.formatting import day_text, period_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import finder_url, root_url
from tlvwa.portal.common.vocabularies import ROLES, label
from tlvwa.portal.finder.answer import Status

RESPONSIBLE = "01"
NAMED = ("service", "area", "postal_code", "date")


@implementer(IPublicPage)
class ReasonView(BrowserView):
    """``begruendung?service=&area=|postal_code=&date=&stand=``: ``stand`` is the hash that was cited."""

    def __call__(self):
        """The page; what is not known is a 404. Facts are read from the address, where only choices stand."""
        if self.request.get("REQUEST_METHOD") == "POST":
            finder_query.forget_facts(self.request.form)
        self.finder = finder_page(self.request)
        if self.finder.errors:
            self.request.response.setStatus(404)
        return self.index()

    @property
    def page_title(self):
        """The browser's title names what is reasoned."""
        if self.reason is None:
            return say(_("Warum diese Behörde?"))
        told = {"service": self.finder.told.title, "place": self.reason["place"]["name"]}
        return say(_("Warum diese Behörde? ${service} in ${place}"), **told)

    @cached_property
    def reason(self):
        """The reason; ``None`` where no answer was named, or something named is not known."""
        answer = self.finder.result.answer
        if answer is None or self.finder.errors:
            return None
        return CitableReason(self.finder.serializer, answer).told(self._stand)

    @property
    def _stand(self):
        given = self.request.form.get("stand", "")
        return given.strip().lower() if isinstance(given, str) else ""

    @property
    def errors(self):
        """Why there is nothing to give reasons for, in sentences."""
        return list(self.finder.errors.values())

    @property
    def asks(self):
        """Whether there is a question before there is an answer."""
        return self.reason["status"] == Status.QUESTION.value

    @property
    def finder_url(self):
        """The finder with what is known already."""
        if self.reason is not None:
            return self.reason["finder"]
        form = self.request.form
        return finder_url(**{name: form[name] for name in NAMED if isinstance(form.get(name), str)})

    @property
    def json_url(self):
        """The same for programs."""
        query = self.reason["permalink"].partition("?")[2]
        return f"{root_url()}/@reason?{query}"

    @property
    def compared_text(self):
        """Whether what was cited still is the same; empty where nothing was."""
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
        """Whether what was cited is no longer the same."""
        compared = self.reason["compared"]
        return bool(compared) and not compared["same"]

    @property
    def won(self):
        """The rules that decide: those that name the responsible office, or refuse."""
        return [step for step in self.reason["won"] if step["role"] == RESPONSIBLE]

    @property
    def beside(self):
        """The rules that name a contact point, an online service or a form."""
        return [step for step in self.reason["won"] if step["role"] != RESPONSIBLE]

    @property
    def day_text(self):
        """The day for which it is reasoned."""
        return day_text(date.fromisoformat(self.reason["date"]))

    @property
    def today_text(self):
        """The day on which it is shown."""
        return day_text(today())

    def role(self, step):
        """What the rule of a step names."""
        return label(ROLES, step["role"])

    def period(self, step):
        """From when to when the rule of a step is law."""
        return period_text(*map(_day, (step["valid_from"], step["valid_to"])))

    def confirmed(self, step):
        """When the rule of a step was last confirmed."""
        day = _day(step["confirmed_on"])
        return say(_("zuletzt bestätigt am ${day}"), day=day_text(day)) if day else ""

    @property
    def valid_text(self):
        """From when to when the answer is the same."""
        return period_text(*map(_day, (self.reason["valid"]["from"], self.reason["valid"]["to"])))


def _day(text):
    return date.fromisoformat(text) if text else None
