"""Makes a ready-to-run site."""

import transaction
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import UnrestrictedUser
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.factory import addPloneSite
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

from tlvwa.portal.common.progress import step
from tlvwa.portal.setuphandlers.demo.mail import keep_mail_here

ADMINISTRATOR = "admin"
TITLE = "Thüringer Landesverwaltungsamt"
UNTHEMED_HOSTS = "plone.app.theming.interfaces.IThemeSettings.hostnameBlacklist"
PROFILES = {
    "tlvwa.portal:default": "Zuständigkeitsfinder und Gebiete",
    "tlvwa.portal:starter": "Seiten, Portale und Formulare",
}
DEMO_PROFILES = {"tlvwa.portal:demo": "Inhalte zum Ausprobieren"}


def create_site(app, name, password, demo):
    """Make a German Plone site with the add-on and its first account, ``admin``, in one transaction."""
    founder = UnrestrictedUser(ADMINISTRATOR, "", ["Manager"], [])
    newSecurityManager(None, founder.__of__(app.acl_users))
    setRequest(app.REQUEST)
    step("Plone")
    addPloneSite(
        app,
        name,
        title=TITLE,
        description="Leistungen, Behörden und Zuständigkeiten in Thüringen",
        distribution_name="classic",
        default_language="de",
        portal_timezone="Europe/Berlin",
        setup_content=False,
    )
    setSite(app[name])
    users = app[name].acl_users
    users.userFolderAddUser(ADMINISTRATOR, password, ["Manager"], [])
    administrator = users.getUser(ADMINISTRATOR)
    app[name].changeOwnership(administrator)  # the founder is no account that could own it
    newSecurityManager(None, administrator)
    for profile, what in (PROFILES | (DEMO_PROFILES if demo else {})).items():
        step(what)
        app[name].portal_setup.runAllImportStepsFromProfile(f"profile-{profile}")
    if demo:
        keep_mail_here(app[name])
    # Plone leaves 127.0.0.1 unthemed, and that is where the site is first seen.
    api.portal.set_registry_record(UNTHEMED_HOSTS, [])
    step("Verzeichnisse")
    # Nothing new can be read while a commit ends, but the indexing queue would look for its processors
    # in the new site then, and find parts of it gone from a small cache.
    processQueue()
    setSite(None)
    step("Speichern")
    transaction.commit()
