"""The pages, portals and sections that a new site begins with: from data files into the root folders."""

import tomllib
from importlib.resources import files

from plone.app.multilingual.interfaces import ITranslationManager
from plone.app.textfield import RichTextValue
from plone.dexterity.utils import addContentToContainer, createContent

from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.reforms import FOLDER as REFORMS
from tlvwa.portal.setuphandlers.starter.languages import DEFAULT, LANGUAGES
from tlvwa.portal.workflow.publishing import add_published

DATA = ("profiles", "starter", "data", "pages")
# What an entry says of where and how a page stands; all else are fields of its type.
PLACING = frozenset({"path", "type", "layout", "footer", "hidden", "text", "url", "translates"})


def install_pages(portal):
    """Make the pages of each language that its root folder does not have yet."""
    for tag in LANGUAGES:
        root = portal[tag]
        for entry in pages(tag):
            if _holds(root, entry["path"]):
                continue
            page = add_page(root, entry)
            if "translates" in entry:
                original = portal[DEFAULT].unrestrictedTraverse(entry["translates"])
                ITranslationManager(original).register_translation(tag, page)


def _holds(folder, path):
    """Whether there is something below a folder: nothing is acquired from above it."""
    for name in path.split("/"):
        if name not in folder:
            return False
        folder = folder[name]
    return True


def pages(name):
    """The entries of a data file, in order."""
    path = files("tlvwa.portal").joinpath(*DATA, f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))["pages"]


def add_page(root, entry):
    """Make and publish one page below ``root``, as its entry describes it."""
    parent, _slash, name = entry["path"].rpartition("/")
    fields = {key: value for key, value in entry.items() if key not in PLACING}
    page = createContent(entry.get("type", "Document"), id=name, **fields)
    page.exclude_from_nav = bool(entry.get("footer") or entry.get("hidden"))
    if "text" in entry:
        setattr(
            page, _text_field(page), RichTextValue(entry["text"], "text/html", "text/x-html-safe")
        )
    if "url" in entry:
        page.remoteUrl = entry["url"]
    container = root.unrestrictedTraverse(parent) if parent else root
    page = add_published(container, page)
    if "layout" in entry:
        page.setLayout(entry["layout"])
    return page


def install_reforms(portal):
    """Make the folder for reforms if it is missing.

    It is not published, so that what is planned is not told before its time.
    """
    if REFORMS not in portal:
        folder = createContent("Folder", id=REFORMS, title="Gebietsreformen", exclude_from_nav=True)
        addContentToContainer(portal, folder, checkConstraints=False)


def _text_field(page):
    return "full_text" if IPortalContent.providedBy(page) else "text"
