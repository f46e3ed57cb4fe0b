"""What the portals and the signpost of the demo lead to; its campaigns and news."""

from html import escape

from plone.app.textfield import RichTextValue
from plone.namedfile.file import NamedBlobImage

from tlvwa.portal.setuphandlers.demo import data
from tlvwa.portal.workflow.publishing import create_published


def fill_portals(site, services, online_services):
    """Choose services for the portals that the starter made, and add campaigns and news beside them.

    ``services`` and ``online_services`` are objects by the ids that the data files name them by.
    """
    table = data.table("portal")
    for entry in table["portals"]:
        portal = site.unrestrictedTraverse(entry["path"])
        portal.needed_services = [services[name].UID() for name in entry["needed"]]
        portal.online_services = [online_services[name].UID() for name in entry.get("online", ())]
        portal.reindexObject()
    for entry in table["signposts"]:
        _lead_on(site.unrestrictedTraverse(entry["path"]), entry, services[entry["service"]])
    for entry in table["campaigns"]:
        _campaign(site, entry, services)
    for entry in table["news"]:
        _news(site, entry)


def _lead_on(signpost, entry, service):
    """Add a sentence to a signpost that the starter made, with a link to a service of the demo."""
    link = f'<a href="resolveuid/{service.UID()}">{escape(service.title)}</a>'
    raw = signpost.full_text.raw + entry["text"].format(link=link)
    signpost.full_text = RichTextValue(raw, "text/html", "text/x-html-safe")
    signpost.reindexObject()


def _campaign(site, entry, services):
    image = NamedBlobImage(data.file(entry["image"]), filename=entry["image"])
    create_published(
        site.unrestrictedTraverse(entry["folder"]),
        "tlvwa.portal.Campaign",
        title=entry["title"],
        description=entry["description"],
        image=image,
        service=services[entry["service"]].UID(),
    )


def _news(site, entry):
    create_published(
        site.unrestrictedTraverse(entry["folder"]),
        "News Item",
        title=entry["title"],
        description=entry["description"],
        text=RichTextValue(entry["text"], "text/html", "text/x-html-safe"),
    )
