"""A municipality's editors keep to their authority and its areas, and see nobody else's drafts."""

import pytest
import transaction
from plone import api
from z3c.form.interfaces import IValidator
from zExceptions import BadRequest
from zope.component import getMultiAdapter

from tlvwa.portal.areas.statuses import LARGE_DISTRICT_TOWN
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.content.specialisation.schema import ISpecialisation
from tlvwa.portal.workflow.area_permissions import keys_outside, permitted_areas

from ..factories import (
    ASSOCIATION,
    DOG_TAX,
    EISENBERG,
    ERFURT,
    GOESEN,
    JENA,
    SAALE_HOLZLAND,
    THUERINGEN,
    WEIMAR,
    authority,
    models,
    responsibility,
)

TYPE = "tlvwa.portal.Responsibility"
WHERE_DRAFTS_ARE_SOUGHT = [
    ("weimar/a", {}),
    ("weimar/z", {}),
    ("weimar/z/edit", {}),
    ("weimar/z/@history", {}),
    ("weimar/z/@workflow", {}),
    ("weimar/s", {}),
    ("weimar", {"fullobjects": 1}),
    ("hundesteuer", {"area": WEIMAR}),
    ("zustaendigkeitsfinder", {"service": DOG_TAX, "area": WEIMAR}),
    ("@responsible", {"service": DOG_TAX, "area": WEIMAR}),
    ("weimar", {}),
    ("weimar/folder_contents", {}),
    ("@search", {"SearchableText": "geheimsache"}),
    ("@search", {"portal_type": TYPE, "metadata_fields": "_all"}),
    ("@search", {"path.query": "/plone/weimar"}),
    ("@vocabularies/tlvwa.portal.authorities", {"b_size": 1000}),
    ("@vocabularies/plone.app.vocabularies.Catalog", {"title": "geheim"}),
    ("@@getVocabulary", {"name": "tlvwa.portal.authorities"}),
    ("@@search", {"SearchableText": "geheimsache"}),
    ("@@ajax-search", {"SearchableText": "geheimsache"}),
    ("@service-search", {"q": "geheim"}),
    ("sitemap", {}),
    ("sitemap.xml.gz", {}),
]


def record(dog_tax, *areas):
    """What a program sends to make a record."""
    return {
        "@type": TYPE,
        "title": "Neu",
        "services": [dog_tax.UID()],
        "areas": list(areas),
        "effect": "rule",
        "role": "01",
        "sphere": "own",
    }


@pytest.mark.parametrize(
    ("keys", "reach", "expected"),
    [
        ([JENA], [JENA], []),
        ([JENA], ["16053"], []),  # a kreisfreie Stadt is its district
        (["16053"], [JENA], []),
        ([GOESEN, EISENBERG], [ASSOCIATION], []),
        ([ASSOCIATION, GOESEN], [SAALE_HOLZLAND], []),
        ([ASSOCIATION], [EISENBERG], [ASSOCIATION]),
        ([ASSOCIATION], [EISENBERG, ASSOCIATION], []),
        ([SAALE_HOLZLAND, JENA], [ASSOCIATION], [SAALE_HOLZLAND, JENA]),
        ([THUERINGEN], [JENA], [THUERINGEN]),
        (["00"], [THUERINGEN], ["00"]),
        ([JENA], [THUERINGEN], []),
        ([JENA], [], [JENA]),
    ],
)
def test_beyond(portal, keys, reach, expected):
    assert keys_outside(models().gazetteer, keys, reach) == expected


def test_a_part_reaches_as_far_as_what_it_lies_in(portal):
    city = authority(portal, "eisenberg", area=EISENBERG, further_areas=[ASSOCIATION])
    part = authority(city, "amt", area=None)
    assert permitted_areas(part) == permitted_areas(city) == (EISENBERG, ASSOCIATION)
    assert permitted_areas(portal) == ()


def test_a_record_in_the_own_area_is_made(visitor, jena, dog_tax):
    told = visitor("municipality").post_json("jena", record(dog_tax, JENA), 201)
    assert told["review_state"] == "draft"


@pytest.mark.parametrize("areas", [[ERFURT], [THUERINGEN], [JENA, WEIMAR]])
def test_a_record_beyond_the_own_area_is_refused(visitor, jena, dog_tax, areas):
    before = set(jena.objectIds())
    answer = visitor("municipality").post("jena", record(dog_tax, *areas))
    assert answer.status_int == 400
    assert "Außerhalb des Gebiets dieser Behörde" in answer.json["message"]
    assert set(jena.objectIds()) == before


def test_a_status_of_municipalities_beyond_the_own_area_is_refused(visitor, jena, dog_tax):
    given = record(dog_tax) | {"area_status": LARGE_DISTRICT_TOWN}
    answer = visitor("municipality").post("jena", given)
    assert answer.status_int == 400
    assert "Außerhalb des Gebiets dieser Behörde" in answer.json["message"]
    visitor("editor").post_json("jena", given, 201)


def test_the_form_refuses_a_status_at_the_field(portal, jena):
    field = IResponsibility["area_status"].bind(jena)
    asking = (jena, portal.REQUEST, None, field, None)
    with api.env.adopt_user("municipality"), pytest.raises(FieldRefused) as refused:
        getMultiAdapter(asking, IValidator).validate(LARGE_DISTRICT_TOWN)
    assert "Gotha" in refused.value.args[0].mapping["names"]


def test_the_central_editors_assign_any_area(visitor, jena, dog_tax):
    visitor("editor").post_json("jena", record(dog_tax, ERFURT), 201)


def test_a_change_beyond_the_own_area_is_refused(visitor, jena):
    answer = visitor("municipality").patch("jena/zustaendig", {"areas": [ERFURT]})
    assert answer.status_int == 400
    assert jena["zustaendig"].areas == [JENA]


def test_the_form_says_so_at_the_field(portal, jena):
    from tlvwa.portal.workflow.area_permissions.guard import refuse_areas_outside

    with api.env.adopt_user("municipality"):
        refuse_areas_outside(jena, [JENA])
        with pytest.raises(FieldRefused, match="Außerhalb"):
            refuse_areas_outside(jena, [JENA, ERFURT])


@pytest.mark.parametrize("schema", [IResponsibility, ISpecialisation])
def test_the_forms_of_both_ask(portal, jena, schema):
    field = schema["areas"].bind(jena)
    asking = (jena, portal.REQUEST, None, field, None)
    with api.env.adopt_user("municipality"), pytest.raises(FieldRefused, match="Außerhalb"):
        getMultiAdapter(asking, IValidator).validate([ERFURT])


def test_a_record_is_not_moved_to_where_it_is_beyond(portal, jena, dog_tax):
    other = authority(portal, "andere", area=WEIMAR)
    other.manage_setLocalRoles("municipality", ["Kommunalredaktion"])
    transaction.commit()
    with api.env.adopt_user("municipality"), pytest.raises(BadRequest, match="Außerhalb"):
        api.content.copy(jena["zustaendig"], other)
    transaction.abort()


def test_the_own_area_is_not_the_editors_to_change(visitor, jena):
    visitor("municipality").patch(
        "jena", {"area": THUERINGEN, "further_areas": [WEIMAR], "town": "Jena"}
    )
    assert (jena.area, jena.further_areas, jena.town) == (JENA, [], "Jena")
    page = visitor("municipality").get("jena/edit").text
    assert "widgets.street" in page
    assert "widgets.area" not in page


def test_parts_are_made_in_the_own_authority_only(visitor, jena, weimar):
    part = {"@type": "tlvwa.portal.Authority", "title": "Bürgeramt", "kind": "unit"}
    municipality = visitor("municipality")
    assert municipality.post("jena", part).status_int == 201
    assert municipality.post("weimar", part).status_int in (401, 403)
    assert municipality.post("", part).status_int in (401, 403)


@pytest.mark.parametrize(("path", "parameters"), WHERE_DRAFTS_ARE_SOUGHT)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_drafts_of_others_are_nowhere(visitor, jena, weimar, path, parameters, accept):
    answer = visitor("municipality").get(path, accept, **parameters)
    found = answer.body.decode("utf-8", "replace")
    for secret in (weimar["a"], weimar["z"], weimar["s"]):
        assert secret.UID() not in found
        assert secret.title not in found


def test_a_relation_to_a_draft_of_others_is_neither_told_nor_made(visitor, jena, weimar):
    secret = weimar["a"].UID()
    refused = visitor("municipality").patch(
        "jena/zustaendig", {"effect": "referred", "refers_to": secret}
    )
    assert refused.status_int == 400
    jena["zustaendig"].refers_to = secret
    transaction.commit()
    assert secret not in visitor("municipality").get("jena/zustaendig", "application/json").text


def test_who_lost_the_role_reaches_nothing_they_made(visitor, jena, dog_tax):
    municipality = visitor("municipality")
    made = municipality.post_json("jena", record(dog_tax, JENA), 201)["@id"]
    assert municipality.get(made).status_int == 200
    jena.manage_delLocalRoles(["municipality"])
    jena.reindexObjectSecurity()
    transaction.commit()
    assert municipality.get(made).status_int != 200
    assert municipality.get(made, "application/json").status_int in (401, 403)


def test_a_record_without_areas_needs_no_reach(portal, jena, dog_tax):
    with api.env.adopt_user("municipality"):
        responsibility(jena, dog_tax, name="ohne", publish=False, areas=[])
