"""Publishing by programs: set-up and imports."""

from collections.abc import Iterable

from OFS.event import ObjectWillBeAddedEvent
from plone import api
from plone.dexterity.content import Container, DexterityContent
from plone.dexterity.utils import addContentToContainer, createContent
from zope.container.contained import notifyContainerModified
from zope.container.interfaces import INameChooser
from zope.event import notify
from zope.lifecycleevent import ObjectAddedEvent

from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.ledger.impact.suspension import suspend_checks
from tlvwa.portal.workflow.history.initial_version import suspend_versioning


def publish(obj: DexterityContent) -> None:
    """Publish an object: our content without review, other content by its own workflow.

    Overlapping offices do not prevent it: the ledger shows them afterwards. Raises
    plone.api.exc.InvalidParameterError if the user may not publish.
    """
    is_ours = IPortalContent.providedBy(obj)
    with suspend_checks():
        api.content.transition(obj, transition="publish_directly" if is_ours else "publish")


def add_published(container: Container, content: DexterityContent) -> DexterityContent:
    """Put new content into a container and publish it; returns it as it lies there.

    No version is kept of it yet: most of what a program makes is never changed, and a version costs
    more than the object. The first change keeps it (see ``workflow.history.initial_version``).
    """
    with suspend_versioning(content):
        added = addContentToContainer(container, content, checkConstraints=False)
        publish(added)
    return added


def add_many_published(
    container: Container, contents: Iterable[DexterityContent]
) -> list[DexterityContent]:
    """The same for many, as a list; the container is told once, in the end.

    Plone tells it each time, and it looks through its own links and relations again.
    """
    added = []
    for content in contents:
        name = INameChooser(container).chooseName(getattr(content, "id", None), content)
        content.id = name
        with suspend_versioning(content):
            notify(ObjectWillBeAddedEvent(content, container, name))
            container._setObject(name, content, suppress_events=True)
            added.append(container[name])
            notify(ObjectAddedEvent(added[-1], container, name))
            publish(added[-1])
    notifyContainerModified(container)
    return added


def create_published(container, portal_type, **fields):
    """Create and publish one object."""
    return add_published(container, createContent(portal_type, **fields))
