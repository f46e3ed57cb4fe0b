"""A plain Plone site beside the demo site: the same instance, without the add-on, in Plone's own look."""

from pathlib import Path
from typing import Any

from benchmarks.server import opened

SITE, PAGE, FOLDER = "plone", "einfache-seite", "viele-seiten"
MANY, BATCH = 5_000, 250


def make(var: Path, pages: int = 0) -> None:
    """The site with a published page of one sentence, and a folder of ``pages`` more; once each."""
    with opened(var) as ours:
        from zope.component.hooks import setSite

        app = ours.getPhysicalRoot()
        if SITE not in app:
            _make_site(app)
        setSite(app[SITE])
        if pages and FOLDER not in app[SITE]:
            _fill(app[SITE], pages)
        setSite(ours)


def _make_site(app: Any) -> None:
    import transaction
    from plone import api
    from plone.app.textfield import RichTextValue
    from Products.CMFPlone.factory import addPloneSite
    from zope.component.hooks import setSite

    from tlvwa.portal.setuphandlers.create_site import UNTHEMED_HOSTS

    addPloneSite(
        app,
        SITE,
        title="Plone",
        distribution_name="classic",
        default_language="de",
        portal_timezone="Europe/Berlin",
        setup_content=False,
    )
    setSite(app[SITE])
    api.portal.set_registry_record(UNTHEMED_HOSTS, [])  # else 127.0.0.1 has no look at all
    text = RichTextValue("<p>Ein kurzer Text.</p>", "text/html", "text/x-html-safe")
    page = api.content.create(app[SITE], "Document", id=PAGE, title="Einfache Seite", text=text)
    api.content.transition(page, "publish")
    transaction.commit()


def _fill(site: Any, pages: int) -> None:
    import transaction
    from plone import api
    from plone.dexterity.utils import addContentToContainer, createContent

    folder = api.content.create(site, "Folder", id=FOLDER, title=FOLDER, exclude_from_nav=True)
    api.content.transition(folder, "publish")
    for number in range(pages):
        fields = {"title": f"Seite {number}", "description": "Wie es dem Wald geht."}
        # Else Plone's navigation carries them on every page, and makes it many times as slow.
        page = createContent("Document", id=f"nr-{number}", exclude_from_nav=True, **fields)
        page = addContentToContainer(folder, page, checkConstraints=False)
        api.content.transition(page, "publish")
        if number % BATCH == BATCH - 1:
            transaction.commit()
            folder._p_jar.cacheGC()
    transaction.commit()
