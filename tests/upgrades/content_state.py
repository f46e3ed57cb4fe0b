"""What an upgrade can leave behind in the content: stale indexes, old permissions, other answers."""

from datetime import date

from Acquisition import aq_base

from tlvwa.portal.answers.queries.service_search import find_services
from tlvwa.portal.cli.answer_lines import answer_from_words
from tlvwa.portal.readmodels.follower import site_snapshot

ASKED_DAY = date(2026, 11, 26)
# Schemas that Plone generates for its own types; their names tell when the type was last stored.
GENERATED = "plone.dexterity.schema.generated."


def content_of(portal):
    """All content of a site by path."""
    content, waiting = {}, list(portal.contentValues())
    while waiting:
        obj = waiting.pop()
        content["/".join(obj.getPhysicalPath())] = obj
        waiting += obj.contentValues() if hasattr(aq_base(obj), "contentValues") else ()
    return content


def unindexed(portal):
    """The paths that the catalog lacks, and those it has too many; the site itself is in it, too."""
    indexed = set(portal.portal_catalog._catalog.uids)
    return indexed ^ (content_of(portal).keys() | {"/".join(portal.getPhysicalPath())})


def stale_indexes(portal):
    """Path and name of each index or column that indexing anew would change."""
    catalog = portal.portal_catalog
    stale = set()
    for path, obj in content_of(portal).items():
        if catalog.getrid(path) is None:
            continue
        before = _indexed(catalog, path)
        catalog.catalog_object(obj, path)
        after = _indexed(catalog, path)
        stale |= {(path, name) for name in after if after[name] != before.get(name)}
    return stale


def _indexed(catalog, path):
    rid = catalog.getrid(path)
    indexes = catalog.getIndexDataForRID(rid)
    indexes["object_provides"] = {
        name for name in indexes["object_provides"] if not name.startswith(GENERATED)
    }
    columns = {f"column {name}": value for name, value in catalog.getMetadataForRID(rid).items()}
    return indexes | columns


def old_permissions(portal):
    """The paths whose permissions are not those that their state gives them."""
    workflows = portal.portal_workflow
    return [
        path
        for path, obj in content_of(portal).items()
        if any(workflow.updateRoleMappingsFor(obj) for workflow in workflows.getWorkflowsFor(obj))
    ]


def answers(questions):
    """Status and offices for each question, a service and a place in words."""
    told = {}
    for service, place in questions:
        answer = answer_from_words(service, place, ASKED_DAY)
        offices = [office["title"] for office in answer["offices"]]
        told[service, place] = (answer["status"], *offices)
    return told


def found_services(words):
    """The titles of the services that a search finds."""
    models = site_snapshot()
    return [models.nodes[document.uid].title for document in find_services(models, words).documents]
