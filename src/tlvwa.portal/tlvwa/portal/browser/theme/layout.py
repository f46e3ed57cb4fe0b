"""The layout of public pages: name, sections, breadcrumbs and footer of the site."""

from functools import cached_property

from Acquisition import aq_inner
from plone import api
from plone.app.theming.utils import theming_policy
from plone.base.interfaces import INavigationRoot
from Products.CMFCore.interfaces import IContentish
from Products.Five.browser import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from z3c.form.interfaces import IForm

from tlvwa.portal.browser.languages.pages import languages_of
from tlvwa.portal.browser.listings.brains import brain_card
from tlvwa.portal.browser.theme.assets import PRELOADED_FONTS, asset_url, resource_url
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import (
    content_language,
    current_language,
    is_own_language,
    say,
    say_default,
)
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import home_url, root_url
from tlvwa.portal.interfaces import IPublicPage
from tlvwa.portal.readmodels.nodes import local_day

LINKED_IN_FOOTER = ("Document", "EasyForm", "Link")
LEVELS = {"info": "info", "warn": "warning", "warning": "warning", "error": "danger"}


class Layout(BrowserView):
    """Values for the main template, made once for each page."""

    @cached_property
    def portal(self):
        """The site."""
        return api.portal.get()

    @cached_property
    def portal_url(self):
        """The site's address."""
        return self.portal.absolute_url()

    @cached_property
    def home_url(self):
        """The address behind the site's name."""
        return home_url()

    @property
    def endpoints_url(self):
        """The address of the endpoints of suggestions, in the language of the request."""
        return root_url()

    @cached_property
    def languages(self):
        """The languages of the page; empty if there is only one."""
        known = languages_of(self.context, self.request)
        return known if len(known) > 1 else []

    @property
    def alternates(self):
        """The same page in other languages, and in its own, for search engines."""
        same = [language for language in self.languages if language.same]
        return same if len(same) > 1 else []

    @cached_property
    def page_language(self):
        """The language of the page: a text variant's own, else that of the request."""
        return next(
            (language.tag for language in self.languages if language.current), current_language()
        )

    @cached_property
    def site_title(self):
        """The site's name."""
        return site_setting("site_title") or self.portal.Title()

    @cached_property
    def header_line(self):
        """The text of the bar at the top."""
        return say_default(setting("header_line"))

    @cached_property
    def header_flag(self):
        """Whether the bar shows the flag."""
        return setting("header_flag")

    @cached_property
    def logo(self):
        """The address of the logo in Plone's settings; empty for none."""
        return f"{self.portal_url}/@@site-logo" if site_setting("site_logo") else ""

    @property
    def editing(self):
        """Whether a user is logged in, who needs Plone's toolbar."""
        return not api.user.is_anonymous()

    @property
    def editors_style_url(self):
        """The style sheet of Plone's theme, for its toolbar; empty if there is none."""
        theme = theming_policy(self.request).get_theme()
        path = getattr(theme, "production_css", "") or ""
        return f"{self.portal_url}/{path.lstrip('/')}" if path else ""

    @property
    def style_url(self):
        """The address of the style sheet."""
        return asset_url(self.portal_url, "portal.css")

    @property
    def font_urls(self):
        """The addresses of the fonts that every page needs, as the style sheet has them."""
        return [resource_url(self.portal_url, name) for name in PRELOADED_FONTS]

    def page_title(self, view):
        """Return the page's own title: the view's, a form's label, else that of the content."""
        title = getattr(view, "page_title", None)
        if title is None and IForm.providedBy(view):
            title = view.label or None
        if title is None and self._is_content and not INavigationRoot.providedBy(self.context):
            title = self.context.Title()
        return say(title or self.site_title)

    def browser_title(self, view):
        """Return the title in the browser: the page, then the site."""
        title = self.page_title(view)
        return title if title == self.site_title else f"{title} – {self.site_title}"

    @cached_property
    def description(self):
        """A sentence for search engines."""
        return self.context.Description() if self._is_content else ""

    def changed(self, view):
        """Return the day of the last change as text; only for content in its own view."""
        if not self._is_content or IPublicPage.providedBy(view):
            return ""
        state = self.context.restrictedTraverse("@@plone_context_state")
        day = local_day(self.context, "modified")
        return day_text(day) if day and state.is_view_template() else ""

    @cached_property
    def canonical(self):
        """The canonical address; empty for what is not content."""
        if not self._is_content:
            return ""
        state = self.context.restrictedTraverse("@@plone_context_state")
        return state.canonical_object_url() if state.is_view_template() else ""

    @cached_property
    def _top(self):
        """The brains in the root folder of the language, then in the site.

        Content in the site itself is in the site's own language, and only for its pages.
        """
        site, language = "/".join(self.portal.getPhysicalPath()), current_language()
        roots = [f"{site}/{language}"] if language in self.portal else []
        roots += [site] if is_own_language(language) else []
        return [
            brain
            for root in roots
            for brain in api.portal.get_tool("portal_catalog")(
                path={"query": root, "depth": 1},
                sort_on="getObjPositionInParent",
                is_default_page=False,
            )
        ]

    @property
    def sections(self):
        """The main navigation: actions of the site, then the sections of the language."""
        state = self.context.restrictedTraverse("@@plone_context_state")
        actions = [
            {"title": action["title"], "url": action["url"]}
            for action in state.actions("portal_tabs")
            if action["id"] != "index_html"
        ]
        shown = set(api.portal.get_registry_record("plone.displayed_types", default=()))
        content = [
            {"title": brain.Title, "url": brain.getURL()}
            for brain in self._top
            if brain.portal_type in shown and not brain.exclude_from_nav
            and brain.portal_type != "LRF"
        ]  # fmt: skip
        here = self.request.get("ACTUAL_URL", "")
        return [
            section | {"current": here == section["url"] or here.startswith(section["url"] + "/")}
            for section in (*actions, *content)
        ]

    @property
    def footer_links(self):
        """The pages and forms in the root that are hidden from the navigation."""
        return [
            brain_card(brain)
            for brain in self._top
            if brain.exclude_from_nav and brain.portal_type in LINKED_IN_FOOTER
        ]

    @property
    def breadcrumbs(self):
        """The way from the root: links, and the title of the page itself."""
        crumbs = self.context.restrictedTraverse("@@breadcrumbs_view").breadcrumbs()
        links = [
            {"title": crumb["Title"], "url": crumb["absolute_url"],
             "language": None if crumb["absolute_url"].startswith(self.home_url)
             else content_language()}
            for crumb in crumbs
        ]  # fmt: skip
        return links[:-1], links[-1]["title"] if links else ""

    @property
    def messages(self):
        """The status messages about the last step."""
        return [
            {"text": message.message, "level": LEVELS.get(message.type, "info")}
            for message in IStatusMessage(self.request).show()
        ]

    @property
    def _is_content(self):
        return IContentish.providedBy(aq_inner(self.context))


def site_setting(name):
    """Return one of Plone's own settings of the site."""
    return api.portal.get_registry_record(f"plone.{name}", default=None)
