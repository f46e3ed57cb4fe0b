"""The page of an authority: where, when, how to reach it, what for, its parts."""

from plone.batching import Batch
from Products.Five.browser import BrowserView

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.answers.pages.office import OfficeCard
from tlvwa.portal.answers.serializers.upcoming_changes import horizon
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.request_params import LARGEST_START, whole_number
from tlvwa.portal.common.settings import last_resort, site_topics
from tlvwa.portal.common.urls import changes_url, feed_links, finder_url, url_of
from tlvwa.portal.common.vocabularies import AUTHORITY_KINDS, label
from tlvwa.portal.content.authority.assigned_services import assigned_services, assignment_changes
from tlvwa.portal.content.texts import html
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.nodes import node_from
from tlvwa.portal.readmodels.payloads import SpecialisationPayload

PAGE = 20
BEGINS, ENDS = _("Ab ${day}:"), _("Bis ${day}:")


class AuthorityView(BrowserView):
    """Shows the authority from its own fields, and its tasks and parts from the read models."""

    page_size = PAGE

    def update(self):
        """Look up once what the page shows."""
        self.snapshot = site_snapshot()
        self.day = today()
        self.office = OfficeCard(node_from(self.context), self.context.absolute_url())
        self.tasks = assigned_services(self.snapshot, self.context.UID(), self.day)
        self.topic = self.request.form.get("topic", "")

    def __call__(self):
        """The page."""
        self.update()
        return self.index()

    @property
    def message_url(self):
        """The form to write to the authority; empty where there is none."""
        return form_url("contact", behoerde=self.context.UID())

    @property
    def changes_url(self):
        """Where somebody follows what changes; empty for a draft."""
        uid = self.context.UID()
        return changes_url(authority=uid) if self.snapshot.is_public(uid, self.day) else ""

    @property
    def feeds(self):
        """The feeds of that."""
        return feed_links(authority=self.context.UID()) if self.changes_url else []

    @property
    def kind(self):
        """The authority's kind, in words."""
        return label(AUTHORITY_KINDS, self.context.kind)

    @property
    def text(self):
        """The description, sanitised."""
        return html(self.context.full_text)

    @property
    def area(self):
        """The authority's own area; ``None`` where none is kept."""
        key = self.office.payload.area
        return self.snapshot.gazetteer.parse(key) if key else None

    @property
    def last_resort(self):
        """Whom to ask where the authority tells no way to reach it."""
        return last_resort()

    @property
    def parts(self):
        """The public parts of the authority."""
        found = [
            {
                "title": child.title,
                "url": url_of(self.request, child),
                "text": child.payload.description,
            }
            for child in self.snapshot.tree.children("/".join(self.context.getPhysicalPath()))
            if child.portal_type == "tlvwa.portal.Authority"
            and self.snapshot.is_public(child.uid, self.day)
        ]
        return sorted(found, key=lambda part: part["title"])

    @property
    def local_texts(self):
        """What it says itself of services: its public specialisations, each with its service."""
        children = self.snapshot.tree.children("/".join(self.context.getPhysicalPath()))
        found = [
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
        return sorted(found, key=lambda text: text["title"].casefold())

    @property
    def turns(self):
        """The tasks that begin or end before long, or lately did: a sentence each, and the task's address."""
        found = assignment_changes(self.snapshot, self.context.UID(), self.day, *horizon(self.day))
        return [
            {
                "text": say(BEGINS if turn.begins else ENDS, day=day_text(turn.day)),
                "title": turn.task.title,
                "areas": self.area_names(turn.task),
                "url": self.task_url(turn.task, turn.day),
            }
            for turn in found
        ]

    @property
    def topics(self):
        """The topics of its tasks, each with the number of services and a link that filters."""
        counts = {}
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

    @property
    def batch(self):
        """The page of tasks asked for."""
        chosen = [task for task in self.tasks if not self.topic or self.topic in task.topics]
        start = whole_number(self.request.form, "b_start", 0, LARGEST_START)
        return Batch(chosen, PAGE, start)

    def batch_url(self, start):
        """The address of another page of the same list."""
        topic = f"&topic={self.topic}" if self.topic else ""
        return f"{self.context.absolute_url()}?b_start={start}{topic}#aufgaben"

    def task_url(self, task, day=None):
        """The finder's answer for a task, at the place it is for; on a day, else today."""
        area = task.areas[0] if len(task.areas) == 1 else ""
        return finder_url(service=task.service, area=area, date=day.isoformat() if day else "")

    def area_names(self, task):
        """The areas a task is for, by name; at most three are spelt out."""
        areas = [self.snapshot.gazetteer.parse(key).name for key in task.areas[:3]]
        more = len(task.areas) - len(areas)
        names = ", ".join(areas)
        return say(_("${first} und ${more} weitere"), first=names, more=more) if more > 0 else names
