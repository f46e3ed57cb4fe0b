"""Sites are upgraded, never made anew: a step adds what is missing and overwrites nothing."""

from importlib.resources import files

import pytest
import transaction
from plone import api

PROFILE = "tlvwa.portal:default"
BEFORE_SETTINGS = "20261123001"


def upgrade_from(portal, version):
    """Upgrade a site whose profile is at an older version."""
    setup = portal.portal_setup
    setup.setLastVersionForProfile(PROFILE, version)
    setup.upgradeProfile(PROFILE)


def test_the_steps_lead_to_the_version_of_the_profile(portal):
    upgrade_from(portal, BEFORE_SETTINGS)
    setup = portal.portal_setup
    installed = ".".join(setup.getLastVersionForProfile(PROFILE))
    assert installed == setup.getVersionForProfile(PROFILE)
    assert setup.listUpgrades(PROFILE) == []


def test_a_missing_setting_gets_its_default_and_the_others_keep_their_values(portal):
    registry = portal.portal_registry
    api.portal.set_registry_record("tlvwa.portal.confirm_within_days", 90)
    del registry.records["tlvwa.portal.links_days"]
    del registry.records["tlvwa.portal.search_counts"]
    upgrade_from(portal, BEFORE_SETTINGS)
    assert registry["tlvwa.portal.links_days"] == 30
    assert registry["tlvwa.portal.search_counts"] is True
    assert registry["tlvwa.portal.confirm_within_days"] == 90


def test_the_age_of_contact_data_is_a_setting(portal):
    del portal.portal_registry.records["tlvwa.portal.contact_overdue_months"]
    upgrade_from(portal, "20261128025")
    assert portal.portal_registry["tlvwa.portal.contact_overdue_months"] == 24


def test_upgrading_twice_changes_nothing(portal):
    upgrade_from(portal, BEFORE_SETTINGS)
    values = {name: record.value for name, record in portal.portal_registry.records.items()}
    upgrade_from(portal, BEFORE_SETTINGS)
    assert {name: record.value for name, record in portal.portal_registry.records.items()} == values


def test_unlaid_places_come_to_a_gazetteer_with_the_shipped_places_only(portal):
    from dataclasses import replace

    from tlvwa.portal.areas.table import load_thueringen, write_table
    from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store, read_gazetteer_table

    shipped = load_thueringen()
    gazetteer_store().write(table=write_table(replace(shipped, unlaid=())))
    upgrade_from(portal, "20261127002")
    assert read_gazetteer_table() == shipped
    own = replace(shipped, unlaid=(), places=shipped.places[1:])
    gazetteer_store().write(table=write_table(own))
    upgrade_from(portal, "20261127002")
    assert read_gazetteer_table() == own


BEFORE_POSTAL_CODES = "20261128002"


def test_postal_codes_become_five_digits_where_they_can(portal):
    from .factories import authority

    codes = {"a": "D-07607", "b": "07743 Jena", "c": "07607", "d": None}
    for name, code in codes.items():
        authority(portal, name, title=name, postal_code=code)
    upgrade_from(portal, BEFORE_POSTAL_CODES)
    assert {name: portal[name].postal_code for name in codes} == codes | {"a": "07607"}


def test_forms_get_the_field_for_postal_codes(portal):
    from tlvwa.portal.upgrades.form_fields import ALLOWED
    from tlvwa.portal.upgrades.v20261128020 import POSTAL_CODE

    from .factories import public_form

    line = '<field name="{}" type="zope.schema.TextLine"><title>x</title>{}</field>'
    lengths = "<max_length>5</max_length><min_length>5</min_length>"
    fields = line.format("plz", lengths) + line.format("ort", lengths)
    head = '<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>'
    form = public_form(portal, fields=f"{head}{fields}</schema></model>")
    other = head + line.format("plz", "") + "</schema></model>"
    untouched = public_form(portal, "frei", fields=other)
    allowed = [name for name in portal.portal_registry[ALLOWED] if name != POSTAL_CODE]
    portal.portal_registry[ALLOWED] = allowed
    upgrade_from(portal, BEFORE_POSTAL_CODES)
    assert f'<field name="plz" type="{POSTAL_CODE}"><title>x</title></field>' in form.fields_model
    assert line.format("ort", lengths) in form.fields_model
    assert untouched.fields_model == other
    assert portal.portal_registry[ALLOWED] == [*allowed, POSTAL_CODE]


def test_forms_get_the_field_for_telephone_numbers(portal):
    from tlvwa.portal.upgrades.form_fields import ALLOWED
    from tlvwa.portal.upgrades.v20261128025 import TELEPHONE

    from .factories import public_form

    line = '<field name="{}" type="{}"><title>x</title>{}</field>'
    head = (
        '<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>{}</schema></model>'
    )
    texts = line.format("telefon", "zope.schema.TextLine", "<max_length>40</max_length>")
    other = line.format("telefon", "zope.schema.Text", "<max_length>40</max_length>")
    form = public_form(portal, fields=head.format(texts))
    untouched = public_form(portal, "frei", fields=head.format(other))
    allowed = [name for name in portal.portal_registry[ALLOWED] if name != TELEPHONE]
    portal.portal_registry[ALLOWED] = allowed
    upgrade_from(portal, "20261128020")
    assert form.fields_model == head.format(line.format("telefon", TELEPHONE, ""))
    assert untouched.fields_model == head.format(other)
    assert portal.portal_registry[ALLOWED] == [*allowed, TELEPHONE]


BEFORE_REPORTS = "20261128030"


def feedback_form(portal, change=lambda model: model, **values):
    """The feedback form as it came with the add-on before it had fields for an authority's data."""
    from lxml import etree

    from .factories import public_form

    path = ("profiles", "starter", "data", "forms", "rueckmeldung-felder.xml")
    root = etree.fromstring(files("tlvwa.portal").joinpath(*path).read_bytes())
    for field in root.findall(".//{*}field"):
        if field.get("name") in ("angabe", "behoerde", "behoerde_id"):
            field.getparent().remove(field)
    fields = change(etree.tostring(root, encoding="unicode"))
    form = public_form(portal, fields=fields, **{"about": "service"} | values)
    api.portal.set_registry_record("tlvwa.portal.form_feedback", form.UID())
    return form


def test_the_feedback_form_gets_fields_for_the_data_of_an_authority(portal):
    from tlvwa.portal.upgrades.v20261128060 import digest

    form = feedback_form(portal)
    upgrade_from(portal, BEFORE_REPORTS)
    path = ("profiles", "starter", "data", "forms", "rueckmeldung-felder.xml")
    shipped = files("tlvwa.portal").joinpath(*path).read_text(encoding="utf-8")
    assert digest(form.fields_model) == digest(shipped)
    upgraded = form.fields_model
    upgrade_from(portal, BEFORE_REPORTS)
    assert form.fields_model == upgraded


@pytest.mark.parametrize(
    ("change", "values"),
    [
        (lambda model: model.replace("geholfen", "genützt"), {}),
        (lambda model: model, {"about": "page"}),
    ],
)
def test_a_feedback_form_that_the_site_changed_stays(portal, change, values):
    form = feedback_form(portal, change, **values)
    before = form.fields_model
    upgrade_from(portal, BEFORE_REPORTS)
    assert form.fields_model == before


def test_publications_are_read_again(portal):
    from tlvwa.portal.content.publication.files.fulltext import matching_uids
    from tlvwa.portal.content.publication.files.readings import reading_of

    from .factories import publication
    from .pdf import pdf

    report = publication(portal, data=pdf("Die Verwal-\ntung der W\xe4lder"))
    reading_of(report).text.text = "Die Verwal tung"
    report.reindexObject(idxs=["SearchableText"])
    transaction.commit()
    assert report.UID() not in matching_uids("Verwaltung")
    upgrade_from(portal, BEFORE_POSTAL_CODES)
    transaction.commit()
    assert reading_of(report).text.text == "Die Verwaltung der Wälder"
    for words in ("Verwaltung", "Waelder", "Wald"):
        assert report.UID() in matching_uids(words)
