"""Lists of content below a folder; at a navigation root they list the whole site."""

from plone.base.interfaces import INavigationRoot
from Products.Five.browser import BrowserView

from tlvwa.portal.common.i18n import say


def listed_path(snapshot, context):
    """Return the path below which a list at ``context`` finds its content."""
    if INavigationRoot.providedBy(context):
        return snapshot.tree.root
    return "/".join(context.getPhysicalPath())


class FolderListView(BrowserView):
    """Base of a list: ``view_name`` is its view, ``title`` its title at a navigation root."""

    view_name = ""
    title = ""

    @property
    def page_title(self):
        """The title of the folder, or the list's own at the root of the site."""
        if INavigationRoot.providedBy(self.context):
            return say(self.title)
        return self.context.Title()

    @property
    def base(self):
        """The address of the list without parameters."""
        url = self.context.absolute_url()
        get_layout = getattr(self.context, "getLayout", None)
        layout = get_layout() if get_layout is not None else ""
        return url if layout == self.view_name else f"{url}/@@{self.view_name}"
