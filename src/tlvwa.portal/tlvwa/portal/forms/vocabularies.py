"""Vocabularies of forms."""

from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm, SimpleVocabulary

from tlvwa.portal.areas.model import THUERINGEN, AreaLevel
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.vocabularies import code_list
from tlvwa.portal.forms.subject import ABOUTS
from tlvwa.portal.forms.uploads import KINDS
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.journal import site_journal

PUBLICATION = "tlvwa.portal.Publication"


class GroupedTerm(SimpleTerm):
    """A term under the heading ``group``."""

    def __init__(self, value, token, title, group):
        super().__init__(value, token, title)
        self.group = group


@provider(IVocabularyFactory)
def municipalities(context):
    """Return the municipalities of the site's Land today, by district.

    The value is the name of municipality and district, as it is stored and sent; the token is the
    municipality's key.
    """
    if site_journal() is None:
        return SimpleVocabulary([])
    gazetteer = site_snapshot().gazetteer
    towns = _("Kreisfreie Städte")
    rows = []
    for key in gazetteer.municipalities(setting("land", THUERINGEN), today()):
        name = gazetteer.area(key).name
        districts = [area.name for area in gazetteer.path(key) if area.level is AreaLevel.KREIS]
        group = districts[0] if districts else towns
        value = f"{name} ({districts[0]})" if districts else name
        rows.append((not districts, group, name.casefold(), key, value, name))
    terms, values = [], set()
    for _free, group, _order, key, value, name in sorted(rows):
        unique = f"{value} [{key}]" if value in values else value
        values.add(unique)
        terms.append(GroupedTerm(unique, key, name, group))
    return SimpleVocabulary(terms)


@provider(IVocabularyFactory)
def orderable_publications(context):
    """Return the publications that can be ordered today, by title; the token is the UID."""
    if site_journal() is None:
        return SimpleVocabulary([])
    snapshot, day = site_snapshot(), today()
    nodes = [
        node
        for node in snapshot.nodes.values()
        if node.portal_type == PUBLICATION
        and getattr(node.payload, "orderable", False)
        and snapshot.is_public(node.uid, day)
    ]
    titles = [node.title for node in nodes]
    return SimpleVocabulary(
        [
            SimpleTerm(
                f"{node.title} [{node.uid}]" if titles.count(node.title) > 1 else node.title,
                node.uid,
                node.title,
            )
            for node in sorted(nodes, key=lambda node: (node.title.casefold(), node.uid))
        ]
    )


@provider(IVocabularyFactory)
def site_forms(context):
    """Return the forms of the site that the current user sees, by UID."""
    brains = api.portal.get_tool("portal_catalog")(portal_type="EasyForm", sort_on="sortable_title")
    return SimpleVocabulary([SimpleTerm(brain.UID, brain.UID, brain.Title) for brain in brains])


@provider(IVocabularyFactory)
def form_abouts(context):
    """Return the types of subjects of forms."""
    return code_list(*((name, about.title) for name, about in ABOUTS.items()))


@provider(IVocabularyFactory)
def file_kinds(context):
    """Return the kinds of files that a form may accept."""
    return code_list(*((name, kind.title) for name, kind in KINDS.items()))
