"""The page of an authority: contact, opening hours, assigned services and parts."""

from functools import cached_property

from AccessControl import getSecurityManager
from Products.Five.browser import BrowserView

from tlvwa.portal.answers.pages.office import OfficeCard
from tlvwa.portal.answers.pages.office_contact import OfficeContact
from tlvwa.portal.answers.queries.contact_age import overdue_months, overdue_sources
from tlvwa.portal.answers.queries.referrals import referrals
from tlvwa.portal.answers.serializers.upcoming_changes import horizon
from tlvwa.portal.answers.texts.contact_sources import piece_text, source_text, trial_text
from tlvwa.portal.answers.texts.localized import service_card
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text, list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.linked_data import as_json
from tlvwa.portal.common.paging import page_links, requested_page
from tlvwa.portal.common.settings import site_topics
from tlvwa.portal.common.urls import changes_url, feed_links, finder_url, url_of
from tlvwa.portal.common.vocabularies import AUTHORITY_KINDS, CONTACT_PIECES, label
from tlvwa.portal.content.authority.assigned_services import assigned_services, assignment_changes
from tlvwa.portal.content.authority.contact_store import open_proposals
from tlvwa.portal.content.authority.contact_values import value_text
from tlvwa.portal.content.authority.structured_data import schema_org
from tlvwa.portal.content.texts import html
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.nodes import content_node
from tlvwa.portal.readmodels.payloads import AuthorityPayload, SpecialisationPayload, payload_of

MODIFY = "Modify portal content"
PAGE = 20
BEGINS, ENDS = _("Ab ${day}:"), _("Bis ${day}:")


class AuthorityView(BrowserView):
    """Shows the authority from its own fields; services and parts come from the snapshot."""

    def update(self):
        """Look up once what the page shows."""
        self.snapshot = site_snapshot()
        self.day = today()
        self.office = OfficeCard(content_node(self.context), self.context.absolute_url())
        self.tasks = assigned_services(self.snapshot, self.context.UID(), self.day)
        self.topic = self.request.form.get("topic", "")

    def __call__(self):
        """Return the page."""
        self.update()
        return self.index()

    @cached_property
    def referrals(self):
        """What is only referred to this authority, in the whole Land: cards of services, by title."""
        uid = self.context.UID()
        cards = [
            service_card(self.snapshot, self.snapshot.nodes[service])
            for service, offices in referrals(self.snapshot).items()
            if any(office.uid == uid for office in offices)
        ]
        return sorted(cards, key=lambda card: card["title"].casefold())

    @property
    def contact(self):
        """The ways to the authority."""
        return OfficeContact(self.snapshot, self.office)

    @property
    def changes_url(self):
        """The address of the list of changes of this authority; empty for a draft."""
        uid = self.context.UID()
        return changes_url(authority=uid) if self.snapshot.is_public(uid, self.day) else ""

    @property
    def feeds(self):
        """The feeds of the changes of this authority; empty for a draft."""
        return feed_links(authority=self.context.UID()) if self.changes_url else []

    @property
    def json_ld(self):
        """The structured data of the authority, for a script element."""
        return as_json(schema_org(self.office))

    @property
    def kind(self):
        """The label of the authority's kind."""
        return label(AUTHORITY_KINDS, self.context.kind)

    @property
    def text(self):
        """The sanitised description."""
        return html(self.context.full_text)

    @property
    def area(self):
        """The authority's own area; ``None`` if it names none."""
        key = self.office.payload.area
        return self.snapshot.gazetteer.parse(key) if key else None

    @property
    def members(self):
        """The names of the members of a Zweckverband, as text."""
        keys = self.office.payload.members
        return list_text(self.snapshot.gazetteer.parse(key).name for key in keys)

    @cached_property
    def may_edit(self):
        """True if the user may change the authority."""
        return bool(getSecurityManager().checkPermission(MODIFY, self.context))

    @property
    def overdue_contacts(self):
        """The pieces of contact data that its editors are to check again, as texts; for others none."""
        if not self.may_edit:
            return []
        overdue = overdue_sources(self.office.payload, self.day, overdue_months())
        return [piece_text(source) for _since, source in overdue]

    @property
    def contact_proposals(self):
        """What newer sources propose to the editors; for others nothing."""
        if not self.may_edit:
            return []
        return [
            {
                "piece": offer.piece,
                "title": label(CONTACT_PIECES, offer.piece),
                "value": value_text(offer.piece, offer.value),
                "source": source_text(offer.row),
                "url": offer.url,
                "mark": offer.digest,
            }
            for offer in open_proposals(self.context)
        ]

    @property
    def website_remark(self):
        """What becomes of a website that an import knows by name only, for editors; empty for nothing."""
        trial = self.office.payload.website_trial
        return trial_text(trial) if trial is not None and self.may_edit else ""

    @property
    def parts(self):
        """The public parts of the authority, by title."""
        children = [
            {
                "title": child.title,
                "url": url_of(self.request, child),
                "text": payload_of(child, AuthorityPayload).description,
            }
            for child in self.snapshot.tree.children("/".join(self.context.getPhysicalPath()))
            if child.portal_type == "tlvwa.portal.Authority"
            and self.snapshot.is_public(child.uid, self.day)
        ]
        return sorted(children, key=lambda part: part["title"])

    @property
    def local_texts(self):
        """The public specialisations of the authority with their services, by title."""
        children = self.snapshot.tree.children("/".join(self.context.getPhysicalPath()))
        entries = [
            {
                "title": child.title,
                "url": url_of(self.request, child),
                "service": self.snapshot.nodes[child.payload.service].title,
            }
            for child in children
            if isinstance(child.payload, SpecialisationPayload)
            and self.snapshot.is_public(child.uid, self.day)
            and self.snapshot.is_public(child.payload.service, self.day)
        ]
        return sorted(entries, key=lambda text: text["title"].casefold())

    @property
    def shown_changes(self):
        """Recent and upcoming changes of the assigned services: a sentence and an address each."""
        changes = assignment_changes(
            self.snapshot, self.context.UID(), self.day, *horizon(self.day)
        )
        return [
            {
                "text": say(BEGINS if change.begins else ENDS, day=day_text(change.day)),
                "title": change.assigned.title,
                "areas": self.area_names(change.assigned),
                "url": self.task_url(change.assigned, change.day),
            }
            for change in changes
        ]

    @property
    def topics(self):
        """The topics of the assigned services, each with its number and a filter link."""
        counts: dict[str, int] = {}
        for task in self.tasks:
            for topic in task.topics:
                counts[topic] = counts.get(topic, 0) + 1
        url = self.context.absolute_url()
        return [
            {"title": title, "count": counts[topic], "url": f"{url}?topic={topic}#aufgaben",
             "current": topic == self.topic}
            for topic, title in site_topics()
            if topic in counts
        ]  # fmt: skip

    @cached_property
    def batch(self):
        """The page of assigned services that the request asks for."""
        chosen = [task for task in self.tasks if not self.topic or self.topic in task.topics]
        return requested_page(chosen, PAGE, self.request.form)

    @property
    def pages(self):
        """The links to the pages before and after."""
        topic = f"&topic={self.topic}" if self.topic else ""
        url = self.context.absolute_url()
        return page_links(self.batch, lambda start: f"{url}?b_start={start}{topic}#aufgaben")

    def task_url(self, task, day=None):
        """Return the finder's answer for an assigned service in its area, today or on ``day``.

        An assigned service with several areas gets no area: the finder then asks for the place.
        """
        area = task.areas[0] if len(task.areas) == 1 else ""
        return finder_url(service=task.service, area=area, date=day.isoformat() if day else "")

    def area_names(self, task):
        """Return the names of the areas of an assigned service; the first three in full."""
        areas = [self.snapshot.gazetteer.parse(key).name for key in task.areas[:3]]
        more = len(task.areas) - len(areas)
        names = ", ".join(areas)
        return say(_("${first} und ${more} weitere"), first=names, more=more) if more > 0 else names
