"""The page of changes: choose a subject, read its changes, subscribe."""

from functools import cached_property

from plone.protect import CheckAuthenticator
from zExceptions import BadRequest, NotFound
from zope.interface import implementer

from tlvwa.portal.answers.queries.place_query import match_place
from tlvwa.portal.answers.queries.suggestions import AUTHORITY, SERVICE, suggestions
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.browser.changes.base import ChangesBase
from tlvwa.portal.browser.changes.guarded_form import GuardedFormMixin
from tlvwa.portal.changes.entry import ChangeSubject
from tlvwa.portal.common.i18n import _, content_language, say
from tlvwa.portal.common.paging import page_links, page_of
from tlvwa.portal.common.request_params import start
from tlvwa.portal.common.urls import changes_url, root_url
from tlvwa.portal.finder.locations import LocationKind
from tlvwa.portal.interfaces import IPublicPage
from tlvwa.portal.subscriptions.mails import END
from tlvwa.portal.subscriptions.signup import request_subscription

PAGE = 20
LONGEST = 200
SENT = "gesendet"
PARAMETERS = {SERVICE: "service", AUTHORITY: "authority"}
UNKNOWN_SUBJECT = _("Das gibt es hier nicht oder nicht mehr. Wählen Sie bitte neu.")
NO_THING = _("Eine Leistung oder Behörde „${words}“ haben wir nicht gefunden.")


@implementer(IPublicPage)
class ChangesView(GuardedFormMixin, ChangesBase):
    """A list with forms above and below it, complete without scripts."""

    def __call__(self):
        """Return the page; a form that was sent redirects to an address of its own."""
        self.take_address()
        is_subscription = self.request.method == "POST" and "wo" not in self.request.form
        self._take_place()
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.errors = {}
        try:
            self.prepare()
        except (BadRequest, NotFound) as error:
            self.request.response.setStatus(400 if isinstance(error, BadRequest) else 404)
            self.errors["subject"] = say(UNKNOWN_SUBJECT)
            self._forget_subject()
            self.prepare()
        url = self._subscribe() if is_subscription else self._url_of_choice()
        return self.request.response.redirect(url, status=303) if url else self.index()

    def _take_place(self):
        """Take the typed place out of a posted form: an address may be in it, and errors store requests."""
        self.where = self._typed("wo")
        if self.request.method == "POST":
            self.request.form.pop("wo", None)

    @property
    def page_title(self):
        """The title in the browser: the subject, or first an error."""
        failed = self.refusal or self.error
        title = self.full_title
        return say(_("Fehler: ${title}"), title=title) if failed else title

    @property
    def form_url(self):
        """The address to which both forms are sent."""
        return changes_url()

    @property
    def endpoints_url(self):
        """The address of the endpoints of suggestions, in the language of the request."""
        return root_url()

    @property
    def end_url(self):
        """The address where subscriptions are ended."""
        return changes_url(name=END)

    # The list.

    @cached_property
    def batch(self):
        """The page of changes that the request asks for, or the last one if there are fewer."""
        return page_of(self.entries, PAGE, start(self.request.form))

    @property
    def pages(self):
        """The links to the pages before and after."""
        return page_links(
            self.batch, lambda first: changes_url(**self.subject.parameters, b_start=first)
        )

    # What to follow.

    @cached_property
    def words(self):
        """The service or authority as it was typed."""
        return self._typed("q")

    @property
    def chosen(self):
        """The parts of the subject, each with the address without it."""
        parameters = self.subject.parameters
        titles = {"area": _("Ort"), "service": _("Leistung"), "authority": _("Behörde")}
        return [
            {
                "kind": say(titles[name]),
                **self._title_and_language(name, value),
                "url": changes_url(**(parameters | {name: ""})),
            }
            for name, value in parameters.items()
        ]

    @cached_property
    def places(self):
        """The places that the typed place can mean, with addresses; empty for a single place."""
        areas = () if self._certain_area else self._areas
        return [
            {"title": label, "url": changes_url(**(self.subject.parameters | {"area": key}))}
            for key, label in areas
        ]

    @cached_property
    def things(self):
        """The services and authorities that match the words."""
        if not self.words:
            return []
        kinds = tuple(PARAMETERS)
        matches = suggestions(self.snapshot, self.request, self.words, kinds)
        return [
            {
                "title": item["title"],
                "language": item["language"],
                "kind": say(_("Leistung") if item["kind"] == SERVICE else _("Behörde")),
                "url": self._url_with(item),
            }
            for item in matches
        ]

    def _url_with(self, item):
        parameters = self.subject.parameters | {"service": "", "authority": ""}
        return changes_url(**(parameters | {PARAMETERS[item["kind"]]: item["UID"]}))

    @cached_property
    def _place(self):
        """What the typed place means."""
        return match_place(self.snapshot.gazetteer, self.where, self.day)

    @property
    def _certain_area(self):
        """The key of the area that the typed place certainly means; else empty."""
        is_one = self.where and self._place.location is not None and len(self._areas) == 1
        return self._areas[0][0] if is_one else ""

    @cached_property
    def _areas(self):
        """The areas that the typed place can mean, as ``(key, label)``."""
        if not self.where:
            return []
        match = self._place
        if match.location is None:
            return list(
                {area_match.area.key: say(area_match.label) for area_match in match.matches}.items()
            )
        if match.location.kind is LocationKind.AREA:
            return [(match.location.code, "")]
        keys = self.snapshot.resolver.place_resolver.municipalities(match.location, self.day)
        return [(key, self.snapshot.gazetteer.area(key).name) for key in keys]

    def _url_of_choice(self):
        """Return the address of the typed subject if it is beyond doubt; else an empty text."""
        if self.where and not self._areas:
            self.errors["wo"] = self._place.reason
        if self.words and not self.things:
            self.errors["q"] = say(NO_THING, words=self.words)
        parameters = self.subject.parameters
        if self._certain_area:
            parameters["area"] = self._certain_area
        same = [
            thing for thing in self.things if thing["title"].casefold() == self.words.casefold()
        ]
        if not self.errors and not self.places and (len(same) == 1 or not self.words):
            url = same[0]["url"] if same else changes_url(**parameters)
            if same and "area" in parameters:
                url = f"{url}&area={parameters['area']}" if "area=" not in url else url
            return url if self.where or self.words else ""
        return ""

    def _title_and_language(self, name, value):
        if name == "area":
            return {"title": self.snapshot.gazetteer.area(value).name, "language": None}
        node = self.snapshot.nodes[value]
        if name == "authority":
            return {"title": node.title, "language": content_language()}
        localized = localize(self.snapshot, node)
        return {"title": localized.title, "language": localized.language}

    def _typed(self, name):
        value = self.request.form.get(name, "")
        return " ".join(value.split())[:LONGEST] if isinstance(value, str) else ""

    def _forget_subject(self):
        for name in ChangeSubject._fields:
            self.request.form.pop(name, None)

    # By e-mail.

    @property
    def is_sent(self):
        """Whether the visitor comes from the form."""
        return self.request.form.get(SENT) == "1"

    def _subscribe(self):
        """Request the subscription and return the address of the next page.

        The answer does not disclose whether somebody is subscribed already.
        """
        CheckAuthenticator(self.request)
        if not self.subject.parameters or not self.by_mail:
            return self.page_url
        address = self.address()
        if not address:
            return ""
        if self.is_sent_first(self.subject.code):
            request_subscription(address, self.subject, self.snapshot, self.day)
        return changes_url(**self.subject.parameters, **{SENT: "1"}) + "#per-e-mail"
