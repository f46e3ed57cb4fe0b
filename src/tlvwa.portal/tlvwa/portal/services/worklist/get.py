"""``GET @worklist?kind=&q=&topic=&authority=&area=&mine=&sort=&b_start=&b_size=``: what is to be done."""

from plone import api
from zExceptions import BadRequest

from tlvwa.portal.areas.model import MalformedKey, UnknownArea
from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import say
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.services.batch import batched
from tlvwa.portal.services.service import JSONObject, JSONService, not_found
from tlvwa.portal.tables.worklist.actions import actions
from tlvwa.portal.tables.worklist.finding import Finding
from tlvwa.portal.tables.worklist.finding_types import KINDS, FindingType
from tlvwa.portal.tables.worklist.labels import detail, where
from tlvwa.portal.tables.worklist.list import MINE, WORK_LIST, work_context


class WorkListGet(JSONService):
    """The work list as the user sees it today, the worst findings first."""

    def reply(self) -> JSONObject:
        """Return ``items``, and ``counts`` by type, which ignore the filter ``kind``."""
        form = self.request.form
        self.work = work_context()
        request_params.code(form, "kind", set(FindingType))
        request_params.code(form, MINE, {"yes"})
        unknown = self.unknown(form)
        if unknown:
            return not_found(self.request, unknown)
        query = WORK_LIST.read_query(form)
        counts = WORK_LIST.counts(self.work, query)
        return batched(self.request, WORK_LIST.matching(self.work, query), self.item) | {
            "date": self.work.day.isoformat(),
            "counts": {kind.value: counts[kind] for kind in FindingType},
        }

    def unknown(self, form: request_params.Form) -> str:
        """Return the error of an unknown authority or area; empty if all are known.

        Raises BadRequest.
        """
        area, authority = request_params.text(form, "area"), request_params.text(form, "authority")
        if authority and not self.work.row_context.sees(authority):
            return f"authority: no authority {authority[:80]!r} is known."
        try:
            if area:
                self.work.row_context.snapshot.gazetteer.parse(area)
        except MalformedKey as error:
            raise BadRequest(f"area: {error}.") from None
        except UnknownArea as error:
            return f"area: {error}."
        return ""

    def item(self, finding: Finding) -> JSONObject:
        """Return a finding as JSON-ready values."""
        result = finding.result
        return {
            "kind": finding.kind.value,
            "kind_title": say(KINDS[finding.kind].title),
            "todo": say(KINDS[finding.kind].todo),
            "detail": detail(self.work, finding),
            **self.reference(finding.node),
            "services": [self.reference(node) for node in self.services(finding)],
            "areas": list(where(self.work, finding)),
            "municipalities": finding.municipalities,
            "since": finding.since and finding.since.isoformat(),
            "ways": [
                {"title": say(way["title"]), "url": way["url"]}
                for way in actions(self.work, finding, api.portal.get().absolute_url(), self.url)
            ],
            "link": result
            and {
                "address": finding.address,
                "outcome": result.result.outcome.value,
                "status": result.result.status or None,
                "location": result.result.location or None,
                "checked": result.checked.date().isoformat(),
                "stands_in": [self.reference(node) for node in finding.nodes],
            },
        }

    def services(self, finding: Finding) -> list[Node]:
        """Return the services that a finding concerns."""
        nodes = self.work.row_context.snapshot.nodes
        return [nodes[uid] for uid in finding.services]

    def reference(self, node: Node) -> dict[str, str]:
        """Return a reference to an object."""
        return {
            "@id": self.url(node),
            "@type": node.portal_type,
            "UID": node.uid,
            "title": node.title,
        }

    def url(self, node: Node) -> str:
        """Return the address of an object."""
        return url_of(self.request, node)
