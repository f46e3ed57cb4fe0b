"""Who may see, add, change and do what: one row for every view and endpoint that the add-on registers."""

import pytest
import transaction
from plone import api
from plone.base.interfaces import INavigationRoot
from plone.locking.interfaces import ILockable
from plone.outputfilters.interfaces import IFilter
from plone.restapi.controlpanels.interfaces import IControlpanel
from plone.transformchain.interfaces import ITransform
from zope.component import getGlobalSiteManager
from zope.interface import alsoProvides

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.setuphandlers.starter.languages import install_languages

from ..content_fixtures import content_fixture
from ..factories import (
    DOG_TAX,
    JENA,
    authority,
    campaign,
    funding_programme,
    online_service,
    portal_of,
    public_form,
    publication,
    reform,
    responsibility,
    service,
    service_form,
    signpost,
    specialisation,
    text_variant,
    withdraw,
)
from ..layer import ROLES_OF

WHO = ("", *ROLES_OF)
EVERYBODY = set(WHO)
ALL_STAFF = {"reader", "forms", "municipality", "reviewer", "editor", "manager"}
KNOWN = ALL_STAFF | {"member"}  # everybody who has logged in
READS_INPUT = {"forms", "editor", "manager"}
STAFF = ALL_STAFF - {"forms"}  # who sees drafts of everything but forms
EDITORS = {"municipality", "editor", "manager"}
CENTRAL = {"editor", "manager"}
REHEARSING = CENTRAL | {"reviewer"}
AREA = {"service": DOG_TAX, "area": JENA}
# (context, name): the address, its parameters, and who gets a page
PUBLISHED = {
    ("IPloneSiteRoot", "zustaendigkeitsfinder"): ("zustaendigkeitsfinder", {}, EVERYBODY),
    ("IPloneSiteRoot", "begruendung"): ("begruendung", AREA, EVERYBODY),
    ("IPloneSiteRoot", "orte"): ("orte", {}, EVERYBODY),
    ("IPloneSiteRoot", "nicht-zustaendig"): ("nicht-zustaendig", {}, EVERYBODY),
    ("INavigationRoot", "search"): ("search", {"SearchableText": "hund"}, EVERYBODY),
    ("Interface", "main_template"): ("main_template", {}, EVERYBODY),
    ("IPloneSiteRoot", "aenderungen"): ("aenderungen", {}, EVERYBODY),
    ("IPloneSiteRoot", "aenderungen.atom"): ("aenderungen.atom", {"area": JENA}, EVERYBODY),
    ("IPloneSiteRoot", "aenderungen.json"): ("aenderungen.json", {"area": JENA}, EVERYBODY),
    ("IPloneSiteRoot", "aenderungen-bestaetigen"): ("aenderungen-bestaetigen", {}, EVERYBODY),
    ("IPloneSiteRoot", "aenderungen-abbestellen"): ("aenderungen-abbestellen", {}, EVERYBODY),
    ("IPloneSiteRoot", "aenderungen-abbestellen-sofort"): (  # by POST; else it leads on
        "aenderungen-abbestellen-sofort",
        {},
        set(),
    ),
    # Nothing is there until the settings name a contact; the second one leads to the first.
    ("IPloneSiteRoot", ".well-known"): (".well-known/security.txt", {}, set()),
    ("IPloneSiteRoot", "security.txt"): ("security.txt", {}, set()),
    ("IPloneSiteRoot", "abonnements"): ("abonnements", {}, CENTRAL),
    ("IPloneSiteRoot", "tlvwa-einstellungen"): ("tlvwa-einstellungen", {}, CENTRAL),
    ("IPloneSiteRoot", "auswahl"): (
        "auswahl",
        {"source": "services", "q": "hund"},
        ALL_STAFF | {"member"},
    ),
    ("IPloneSiteRoot", "leistungen-uebersicht"): ("leistungen-uebersicht", {}, KNOWN),
    ("IPloneSiteRoot", "behoerden-uebersicht"): ("behoerden-uebersicht", {}, KNOWN),
    ("IPloneSiteRoot", "zustaendigkeiten-uebersicht"): ("zustaendigkeiten-uebersicht", {}, KNOWN),
    ("IAuthority", "zustaendigkeiten-uebersicht"): ("amt/zustaendigkeiten-uebersicht", {}, KNOWN),
    ("IPloneSiteRoot", "redaktion"): ("redaktion", {}, KNOWN),
    ("IPloneSiteRoot", "zustaendigkeitsnachweis"): ("zustaendigkeitsnachweis", {}, KNOWN),
    ("IPloneSiteRoot", "zustaendigkeitsnachweis-gebiet"): (
        "zustaendigkeitsnachweis-gebiet",
        AREA,
        KNOWN,
    ),
    ("IPloneSiteRoot", "zustaendigkeitsnachweis-ort"): ("zustaendigkeitsnachweis-ort", AREA, KNOWN),
    ("IPloneSiteRoot", "zustaendigkeitsnachweis-verlauf"): (
        "zustaendigkeitsnachweis-verlauf",
        {},
        KNOWN,
    ),
    ("IPloneSiteRoot", "gebietsreformen"): ("gebietsreformen", {}, REHEARSING),
    ("IReform", "view"): ("reform/view", {}, EVERYBODY),
    ("IReform", "gebietsreform-probe"): ("reform/gebietsreform-probe", {}, REHEARSING),
    ("IReform", "gebietsreform-anwenden"): ("reform/gebietsreform-anwenden", {}, CENTRAL),
    ("IReform", "gebietsreform-zuruecknehmen"): (
        "reform/gebietsreform-zuruecknehmen",
        {},
        CENTRAL,
    ),
    ("IPloneSiteRoot", "arbeitsliste"): ("arbeitsliste", {}, KNOWN),
    ("IPloneSiteRoot", "link-pruefen"): ("link-pruefen", {}, set()),  # leads back to the list
    ("IPloneSiteRoot", "orte-zweifel"): ("orte-zweifel", {}, KNOWN),
    ("IPloneSiteRoot", "tlvwa-anmeldung"): ("tlvwa-anmeldung", {}, {"manager"}),
    ("IPloneSiteRoot", "provider-login"): ("provider-login", {}, set()),  # there is no provider
    ("IPloneSiteRoot", "provider-callback"): ("provider-callback", {}, set()),
    ("IPloneSiteRoot", "provider-logout"): ("provider-logout", {}, set()),
    ("INavigationRoot", "login"): ("login", {}, EVERYBODY),
    ("INavigationRoot", "login_form"): ("login_form", {}, EVERYBODY),
    ("INavigationRoot", "logout"): ("logout", {}, set()),  # leads on
    ("IPloneSiteRoot", "tlvwa-orte"): ("tlvwa-orte", {}, CENTRAL),
    ("IPloneSiteRoot", "behoerden-kontakte"): ("behoerden-kontakte", {}, CENTRAL),
    ("IPloneSiteRoot", "suche-woerter"): ("suche-woerter", {}, CENTRAL),
    ("IPloneSiteRoot", "suche-empfehlungen"): ("suche-empfehlungen", {}, CENTRAL),
    ("IPloneSiteRoot", "suche-pruefen"): ("suche-pruefen", {}, CENTRAL),
    ("IPloneSiteRoot", "suche-anfragen"): ("suche-anfragen", {}, CENTRAL),
    ("IPloneSiteRoot", "suche-erklaeren"): ("suche-erklaeren", {"q": "hund"}, KNOWN),
    ("IPloneSiteRoot", "zustaendigkeiten-aendern"): ("zustaendigkeiten-aendern", {}, KNOWN),
    ("IPloneSiteRoot", "zustaendigkeiten-bestaetigen"): (
        "zustaendigkeiten-bestaetigen",
        {},
        KNOWN,
    ),
    ("IAuthority", "kontakt-vorschlag"): ("amt/kontakt-vorschlag", {}, set()),  # leads back
    ("IPortalContent", "verlauf"): ("amt/verlauf", {}, ALL_STAFF),
    ("IPortalContent", "historyview"): ("amt/historyview", {}, ALL_STAFF),
    ("IEasyForm", "view"): ("form/view", {}, EVERYBODY),
    ("IEasyForm", "embedded"): ("form/embedded", {}, set()),
    ("IEasyForm", "z3cform_validate_field"): ("form/z3cform_validate_field", {}, set()),
    ("IEasyForm", "saveddata"): ("form/@@saveddata", {}, READS_INPUT),
    ("IEasyFormActionContext", "data"): ("form/actions/speichern/@@data", {}, set()),
    ("IEasyFormFieldsContext", "modeleditor"): ("form/fields/@@modeleditor", {}, {"manager"}),
    ("IEasyFormActionsContext", "modeleditor"): ("form/actions/@@modeleditor", {}, {"manager"}),
    ("IPloneSiteRoot", "rueckmeldungen"): ("rueckmeldungen", {}, READS_INPUT),
    ("IPloneSiteRoot", "rueckmeldungen-eigene"): ("rueckmeldungen-eigene", {}, KNOWN),
    ("IPloneSiteRoot", "GET @areas"): ("@areas", {"q": "Jena"}, EVERYBODY),
    ("IPloneSiteRoot", "GET @ledger"): ("@ledger", {}, KNOWN),
    ("IPloneSiteRoot", "POST @ledger"): ("@ledger", {"changes": []}, KNOWN),
    ("IPloneSiteRoot", "GET @reason"): ("@reason", AREA, EVERYBODY),
    ("IPloneSiteRoot", "GET @responsible"): ("@responsible", AREA, EVERYBODY),
    ("IPloneSiteRoot", "GET @service-search"): ("@service-search", {}, EVERYBODY),
    ("IPloneSiteRoot", "GET @worklist"): ("@worklist", {}, KNOWN),
    ("IPloneSiteRoot", "GET @suggest"): ("@suggest", {"q": "hund"}, EVERYBODY),
    ("IPloneSiteRoot", "POST @responsible"): ("@responsible", AREA, EVERYBODY),
    ("IPortal", "view"): ("buerger/view", {}, EVERYBODY),
    ("IPortal", "thema"): ("buerger/thema/tiere", {}, EVERYBODY),
    ("ISignpost", "view"): ("wegweiser/view", {}, EVERYBODY),
    ("ICampaign", "view"): ("aktion/view", {}, EVERYBODY),
    ("IDexterityContainer", "startseite"): ("startseite", {}, EVERYBODY),
    ("IDexterityContainer", "kacheln"): ("kacheln", {}, EVERYBODY),
    ("IDexterityContainer", "meldungen"): ("meldungen", {}, EVERYBODY),
    ("IDexterityContainer", "leistungen-a-z"): ("leistungen-a-z", {}, EVERYBODY),
    ("IDexterityContainer", "behoerden-a-z"): ("behoerden-a-z", {}, EVERYBODY),
    ("IService", "view"): ("hundesteuer/view", {}, EVERYBODY),
    ("ITextVariant", "view"): ("hundesteuer/en/view", {}, EVERYBODY),
    ("IAuthority", "view"): ("amt/view", {}, EVERYBODY),
    ("IResponsibility", "view"): ("amt/zustaendig/view", {}, EVERYBODY),
    ("ISpecialisation", "view"): ("amt/oertlich/view", {}, EVERYBODY),
    ("IOnlineService", "view"): ("amt/online/view", {}, EVERYBODY),
    ("IPublication", "view"): ("bericht/view", {}, EVERYBODY),
    ("IFundingProgramme", "view"): ("programm/view", {}, EVERYBODY),
    ("IFolderish", "publikationen"): ("@@publikationen", {}, EVERYBODY),
    ("IFolderish", "publikationen.atom"): ("@@publikationen.atom", {}, EVERYBODY),
    ("IFolderish", "publikationen.rss"): ("@@publikationen.rss", {}, EVERYBODY),
    ("IFolderish", "dcat.jsonld"): ("@@dcat.jsonld", {}, EVERYBODY),
    ("IFolderish", "publikationen-hochladen"): ("@@publikationen-hochladen", {}, CENTRAL),
    ("IFolderish", "foerderprogramme"): ("@@foerderprogramme", {}, EVERYBODY),
    ("IFolderish", "GET @publications"): ("@publications", {}, EVERYBODY),
    ("IServiceForm", "view"): ("amt/formular/view", {}, EVERYBODY),
    ("IAuthority", "uebergeben"): ("amt/uebergeben", {}, CENTRAL),
    ("IPortalContent", "folgen"): ("amt/folgen", {}, EDITORS),
    ("Interface", "delete_confirmation_info"): ("amt/delete_confirmation_info", {}, CENTRAL),
    ("IPloneSiteRoot", "author"): ("author/editor", {}, {"manager"}),
    ("Interface", "resolveuid"): ("resolveuid", {}, set()),
    ("Interface", "redirect-to-uuid"): ("redirect-to-uuid", {}, set()),
    ("IPortalContent", "zustand-aendern"): (
        "amt/zustand-aendern",
        {"transition": "withdraw"},
        {"reviewer", "manager"},
    ),
}
# The same below the root folder of another language; and what leads on to one, for everybody.
BELOW_LANGUAGES = (
    *("zustaendigkeitsfinder", "GET @areas", "GET @responsible", "GET @service-search"),
    *("aenderungen", "aenderungen.atom", "aenderungen.json", "aenderungen-bestaetigen"),
    *("aenderungen-abbestellen", "aenderungen-abbestellen-sofort"),
    *(
        "GET @suggest",
        "POST @responsible",
        "begruendung",
        "GET @reason",
        "nicht-zustaendig",
        "orte",
    ),
)
LEADING_ON = {("IPloneSiteRoot", "language-start")}
ASKED_BY_PAGES = {
    *(("Interface", name) for name in ("breadcrumbs_view", "plone_redirector_view")),
    ("INavigationRoot", "breadcrumbs_view"),
}
OWN_FORMS = {("IResponsibility", "edit")}  # opened below, for all of EDITING
PARTS_OF_PAGES = {
    ("Interface", f"tlvwa-{part}")
    for part in ("office", "answer", "cards", "paging", "results", "shell")
}
# Told by themselves, whatever somebody asked for: see tests/browser/test_errors.
ERRORS = {
    ("builtins.Exception", "index.html"),
    ("INavigationRoot", "insufficient-privileges"),
    ("tlvwa.portal.security.login.attempts.TooManyRequests", "index.html"),
}
DRAFTS = {
    "hundesteuer": STAFF - {"municipality"},
    "hundesteuer/en": STAFF - {"municipality"},
    "amt": STAFF,
    "amt/zustaendig": STAFF,
    "amt/oertlich": STAFF,
    "amt/online": STAFF,
    "amt/formular": ALL_STAFF,
    "reform": STAFF - {"municipality"},
    "bericht": STAFF - {"municipality"},
    "programm": STAFF - {"municipality"},
    "buerger": STAFF - {"municipality"},
    "wegweiser": STAFF - {"municipality"},
    "aktion": STAFF - {"municipality"},
    "form": ALL_STAFF - {"municipality"},
}
ADDING = {
    "Authority": EDITORS,
    "Campaign": CENTRAL,
    "Portal": CENTRAL,
    "Signpost": CENTRAL,
    "OnlineService": EDITORS,
    "FundingProgramme": CENTRAL,
    "Publication": CENTRAL,
    "Reform": CENTRAL,
    "Responsibility": EDITORS,
    "Service": CENTRAL,
    "ServiceForm": EDITORS | {"forms"},
    "Specialisation": EDITORS,
    "TextVariant": EDITORS,
}
EDITING = {
    "hundesteuer": CENTRAL,
    "hundesteuer/en": CENTRAL,
    "amt": EDITORS,
    "amt/zustaendig": EDITORS,
    "amt/oertlich": EDITORS,
    "amt/online": EDITORS,
    "amt/formular": EDITORS | {"forms"},
    "reform": CENTRAL,
    "bericht": CENTRAL,
    "programm": CENTRAL,
    "buerger": CENTRAL,
    "wegweiser": CENTRAL,
    "aktion": CENTRAL,
    "form": CENTRAL | {"forms"},
}


def registered():
    """``(context, name)`` of every page and endpoint for requests to a site with the add-on."""
    return {
        (each.required[0].__name__, _readable(each.name))
        for each in getGlobalSiteManager().registeredAdapters()
        if each.name
        and len(each.required) == 2
        and IPortalLayer in each.required
        # A control panel is asked as @controlpanels: tests/controlpanels/test_settings.
        and each.provided not in (IControlpanel, IFilter, ITransform)
    }


def _readable(name):
    """``GET @areas`` for an endpoint, the view's name for a page."""
    method, _json, endpoint = name.partition("_application_json_")
    return f"{method} {endpoint}" if endpoint else name


@content_fixture
def content(portal):
    """One published object of each type."""
    dog_tax = service(portal, leika_keys=[DOG_TAX])
    text_variant(dog_tax)
    office = authority(portal)
    office.manage_setLocalRoles("municipality", ["Kommunalredaktion"])
    office.reindexObjectSecurity()
    responsibility(office, dog_tax)
    specialisation(office, dog_tax)
    online_service(office)
    service_form(office)
    reform(portal, publish=True)
    publication(portal)
    funding_programme(portal)
    portal_of(portal)
    signpost(portal)
    campaign(portal)
    api.portal.set_registry_record("tlvwa.portal.topics", ["tiere|Tiere"])
    form = public_form(portal)
    api.portal.set_registry_record("tlvwa.portal.form_feedback", form.UID())
    transaction.commit()
    return portal


def those_who(reach, refused=(302, 401, 403, 404)):
    """Everybody whose ``reach(who)`` is answered with 200; the others are refused, not shown an error."""
    told = {who: reach(who) for who in WHO}
    assert set(told.values()) <= {200, *refused}, told
    return {who for who, each in told.items() if each == 200}


def status(visitor, who, name, path, parameters):
    """The status of an answer."""
    if name.startswith("POST "):
        return visitor(who).post(path, parameters).status_int
    accept = "application/json" if " @" in name else "text/html"
    return visitor(who).get(path, accept, **parameters).status_int


def test_every_view_and_endpoint_has_a_row(portal):
    below = {("ILanguageRootFolder", name) for name in BELOW_LANGUAGES}
    others = PARTS_OF_PAGES | ASKED_BY_PAGES | ERRORS | LEADING_ON | OWN_FORMS
    assert registered() - others == PUBLISHED.keys() | below


@pytest.mark.parametrize(("context", "name"), PUBLISHED, ids=[" ".join(each) for each in PUBLISHED])
def test_published_content(content, visitor, context, name):
    path, parameters, expected = PUBLISHED[context, name]
    assert those_who(lambda who: status(visitor, who, name, path, parameters)) == expected


@pytest.mark.parametrize("name", BELOW_LANGUAGES)
def test_below_a_language(content, visitor, name):
    install_languages(content)
    path, parameters, expected = PUBLISHED["IPloneSiteRoot", name]
    told = those_who(lambda who: status(visitor, who, name, f"en/{path}", parameters))
    assert told == expected


@pytest.mark.parametrize("name", BELOW_LANGUAGES)
def test_not_below_other_folders(content, visitor, name):
    folder = api.content.create(content, "Folder", "ordner")
    subsite = api.content.create(content, "Folder", "unterseite")
    alsoProvides(subsite, INavigationRoot)
    for each in (folder, subsite):
        api.content.transition(each, "publish")
    transaction.commit()
    path, parameters, _expected = PUBLISHED["IPloneSiteRoot", name]
    for each in (folder, subsite):
        assert status(visitor, "manager", name, f"{each.getId()}/{path}", parameters) == 404


def test_what_leads_on_to_a_language(content, visitor):
    assert {visitor(who).get("language-start").status_int for who in WHO} == {302}


@pytest.mark.parametrize("name", DRAFTS)
def test_drafts(content, visitor, name):
    withdraw(content.unrestrictedTraverse(name))
    transaction.commit()
    for form in ("text/html", "application/json"):
        assert those_who(lambda who, f=form: visitor(who).get(name, f).status_int) == DRAFTS[name]


@pytest.mark.parametrize("portal_type", ADDING)
def test_adding(content, visitor, portal_type):
    outside = (
        "Service",
        "Reform",
        "Portal",
        "Signpost",
        "Campaign",
        "Publication",
        "FundingProgramme",
    )
    folder = "" if portal_type in outside else "amt/"
    page = f"{folder}++add++tlvwa.portal.{portal_type}"
    refused = (302, 403, 500)  # 500: Plone's add form, to who may add something, but not this
    reached = those_who(lambda who: visitor(who).get(page).status_int, refused)
    assert reached == ADDING[portal_type]


@pytest.mark.parametrize("path", EDITING)
def test_editing(content, visitor, path):
    def opened(who):
        status = visitor(who).get(f"{path}/edit").status_int
        ILockable(content.unrestrictedTraverse(path)).clear_locks()  # for the next one
        transaction.commit()
        return status

    assert those_who(opened) == EDITING[path]


@pytest.mark.parametrize("name", sorted(name for _context, name in PARTS_OF_PAGES))
def test_parts_of_pages_are_nobodys_pages(content, visitor, name):
    assert {visitor(who).get(f"@@{name}").status_int for who in WHO} <= {302, 401, 403, 404}
