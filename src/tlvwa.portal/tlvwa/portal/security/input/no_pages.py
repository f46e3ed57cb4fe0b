"""Addresses that Zope would publish and that are no pages: parts of pages, and tools with their methods."""

from collections.abc import Sequence

from AccessControl.unauthorized import Unauthorized
from Acquisition import aq_base
from OFS.interfaces import IItem
from plone import api
from Products.CMFCore.FSObject import FSObject
from Products.CMFCore.interfaces import IContentish, ISiteRoot
from Products.CMFPlone.browser.sitelogo import SiteLogo
from Products.PageTemplates.PageTemplate import PageTemplate
from zExceptions import NotFound
from zope.component import adapter
from zope.traversing.interfaces import IBeforeTraverseEvent
from ZPublisher.interfaces import IPubAfterTraversal

from tlvwa.portal.interfaces import IPortalLayer

# Views of Plone that its other views and mails are made of. By themselves they fail.
PARTS = frozenset(
    [
        "+",
        "+rule",
        "PATCH_application_json_@users",
        "author-feedback-template",
        "babel_utils",
        "contact-info-email",
        "display_query_results",
        "mail_password_template",
        "pas_info",
        "pas_member",
        "pas_search",
        "plone.outputfilters_captioned_image",
        "ploneform-macros",
        "registered_notify_template",
        "text-transform",
        "version_file_view",
        "version_image_view",
    ]
)
# Views of former versions, which fail for strangers before they ask who it is.
OF_EDITORS = frozenset(
    [
        "download-version",
        "update_version_before_edit",
        "update_version_on_edit",
        "version-view",
    ]
)
SKIN = "++skin++"
OF_CONTENT = [
    "@translations"
]  # fails for the site itself, which has no languages but those below it
# What lies in a site without being content, and is a page or a file all the same.
SHOWN = (PageTemplate, FSObject)


@adapter(ISiteRoot, IBeforeTraverseEvent)
def refuse_parts_of_pages(site: object, event: IBeforeTraverseEvent) -> None:
    """Refuse parts of pages before they are looked up: some fail in that. Raises ``NotFound``."""
    names = event.request.get("TraversalRequestNameStack") or ()  # the last name first
    if IPortalLayer.providedBy(event.request) and _is_no_page(names):
        raise NotFound(event.request["ACTUAL_URL"])


@adapter(IPubAfterTraversal)
def refuse_what_is_no_page(event: IPubAfterTraversal) -> None:
    """Refuse strangers tools and views of editors. Raises ``NotFound`` and ``Unauthorized``."""
    request = event.request
    if not IPortalLayer.providedBy(request) or not api.user.is_anonymous():
        return
    published = request.get("PUBLISHED")
    if getattr(published, "__name__", None) in OF_EDITORS:
        raise Unauthorized("former versions are for editors")
    # A method is published with the object that it is bound to.
    if is_tool(getattr(published, "__self__", published)):
        raise NotFound(request["ACTUAL_URL"])


def is_tool(published: object) -> bool:
    """Say whether an object is one that the site works with, and no content, file or view."""
    return (
        IItem.providedBy(published)
        and not IContentish.providedBy(published)
        and not ISiteRoot.providedBy(published)
        and not isinstance(aq_base(published), SHOWN)
    )


def site_logo(self: SiteLogo) -> object:
    """Return the logo that the settings hold. Raises ``NotFound``.

    Takes the place of ``SiteLogo._getFile``: without a logo, what follows fails.
    """
    if self.data is None:
        raise NotFound("there is no logo")
    return self.data


def _is_no_page(names: Sequence[str]) -> bool:
    """Say whether the names below the site lead to a part of pages, or to what is only for content."""
    steps = [name.removeprefix("@@") for name in names]
    return (
        bool(PARTS.intersection(steps[:1]))
        or any(step.startswith(SKIN) for step in steps)
        or [step for step in steps if not step.startswith("++")] == OF_CONTENT
    )
