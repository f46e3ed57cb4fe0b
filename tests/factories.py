"""Makes content through Plone's own API, published and committed."""

from datetime import date

import transaction
from plone import api
from plone.app.textfield import RichTextValue
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile
from zope.globalrequest import getRequest, setRequest

from tlvwa.portal.common.clock import today
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.workflow import publishing

JENA, ERFURT, WEIMAR = "160530000000", "160510000000", "160550000000"
SAALE_HOLZLAND = "16074"
EISENBERG, GOESEN, ASSOCIATION = "160745052018", "160745052025", "160745052"
THUERINGEN = "16"
DOG_TAX = "99102015070000"
UNCHECKED = {"confirmed_on": None, "checked_against": None}


def make(container, portal_type, publish=True, commit=True, **fields):
    """One object of a type; published unless it is to stay a draft."""
    obj = createContent(portal_type, **fields)
    obj = addContentToContainer(container, obj, checkConstraints=False)
    if publish:
        publishing.publish(obj)
    if commit:
        transaction.commit()
    return obj


def folder(container, name, **fields):
    """A folder."""
    return make(container, "Folder", id=name, **({"title": name} | fields))


def service(container, name="hundesteuer", **fields):
    """A service."""
    return make(container, "tlvwa.portal.Service", id=name, **({"title": name} | fields))


def authority(container, name="amt", area=JENA, **fields):
    """An authority."""
    given = {"title": name, "area": area} | fields
    return make(container, "tlvwa.portal.Authority", id=name, **given)


def responsibility(container, *services, name="zustaendig", **fields):
    """A record of the authority around it, for some services; checked, unless ``UNCHECKED``."""
    named = {"title": name, "services": [each.UID() for each in services]}
    given = named | {"confirmed_on": today(), "checked_against": "Hauptsatzung"} | fields
    return make(container, "tlvwa.portal.Responsibility", id=name, **given)


def specialisation(container, service, name="oertlich", **fields):
    """What the authority around it says itself of a service."""
    given = {"title": name, "service": service.UID()} | fields
    return make(container, "tlvwa.portal.Specialisation", id=name, **given)


def rich(html):
    """A rich text, as an editor writes it."""
    return RichTextValue(html, "text/html", "text/x-html-safe")


def online_service(container, name="online", **fields):
    """An online service."""
    given = {"title": name, "url": "https://example.org/online"} | fields
    return make(container, "tlvwa.portal.OnlineService", id=name, **given)


def service_form(container, name="formular", **fields):
    """A form at an address elsewhere."""
    given = {"title": name, "url": "https://example.org/formular.pdf"} | fields
    return make(container, "tlvwa.portal.ServiceForm", id=name, **given)


SAVING = """<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
<field name="speichern" type="collective.easyform.actions.SaveData"><title>Speichern</title>
<ExtraData/></field>
</schema></model>"""
ASKING = """<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
<field name="text" type="zope.schema.TextLine"><title>Text</title></field>
</schema></model>"""


def public_form(container, name="form", fields=ASKING, **others):
    """A form that keeps what is sent; with one text, unless other fields are given."""
    given = {"title": name, "fields_model": fields, "actions_model": SAVING} | others
    return make(container, "EasyForm", id=name, **given)


def text_variant(container, language="en", **fields):
    """A text in another language."""
    given = {"title": language, "variant_language": language} | fields
    return make(container, "tlvwa.portal.TextVariant", id=language, **given)


def publication(container, name="bericht", data=None, filename="bericht.pdf", **fields):
    """A publication; with a file, if there are bytes for it."""
    file = None
    if data is not None:
        file = NamedBlobFile(data, contentType="application/pdf", filename=filename)
    given = {"title": name, "file": file, "kind": "bericht"} | fields
    return make(container, "tlvwa.portal.Publication", id=name, **given)


def file_in(container, name, data=b"text", media_type="text/plain", commit=True):
    """A file of Plone's own."""
    file = NamedBlobFile(data, contentType=media_type, filename=name)
    return make(container, "File", publish=False, commit=commit, id=name, title=name, file=file)


def funding_programme(container, name="programm", **fields):
    """A funding programme."""
    return make(container, "tlvwa.portal.FundingProgramme", id=name, **({"title": name} | fields))


def publish(obj):
    """Make public what is a draft, or was withdrawn."""
    publishing.publish(obj)


def withdraw(obj):
    """Take an object of ours, or a folder, back from the public."""
    ours = IPortalContent.providedBy(obj)
    api.content.transition(obj, "withdraw" if ours else "retract", comment="Zur Probe.")


def outside_a_request(function, *arguments):
    """The result of a function that must not find what the test's request keeps."""
    request = getRequest()
    setRequest(None)
    try:
        return function(*arguments)
    finally:
        setRequest(request)


def models():
    """The read models as a new request finds them."""
    from tlvwa.portal.readmodels.follower import site_snapshot

    return outside_a_request(site_snapshot)


def is_followed(before, after):
    """Whether models follow from earlier ones; made anew, they share neither words nor a node."""
    return after.service_index.words is before.service_index.words or any(
        after.nodes.get(uid) is node for uid, node in before.nodes.items()
    )


def reform(container, *steps, name="reform", day=None, **fields):
    """A planned reform; a step is (old keys, key, name). A draft, as reforms are."""
    rows = [{"old": " ".join(old), "key": key, "name": title} for old, key, title in steps]
    given = {
        "title": name,
        "day": day or date(2090, 1, 1),
        "steps": rows,
        "publish": False,
    } | fields
    return make(container, "tlvwa.portal.Reform", id=name, **given)


def portal_of(container, name="buerger", **fields):
    """A portal for citizens."""
    return make(container, "tlvwa.portal.Portal", id=name, **({"title": name} | fields))


def campaign(container, name="aktion", **fields):
    """A campaign."""
    return make(container, "tlvwa.portal.Campaign", id=name, **({"title": name} | fields))


def signpost(container, name="wegweiser", **fields):
    """A signpost."""
    return make(container, "tlvwa.portal.Signpost", id=name, **({"title": name} | fields))
