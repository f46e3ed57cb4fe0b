"""What there is to choose from in forms."""

from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm, SimpleVocabulary

from tlvwa.portal.areas.model import AreaLevel
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
    """A term that stands under a heading, ``group``."""

    def __init__(self, value, token, title, group):
        super().__init__(value, token, title)
        self.group = group


@provider(IVocabularyFactory)
def municipalities(context):
    """The municipalities of the site's Land today, by district; each by its name and its district's.

    What is kept and sent is the name in words; the token is the municipality's key.
    """
    if site_journal() is None:
        return SimpleVocabulary([])
    gazetteer = site_snapshot().gazetteer
    towns = _("Kreisfreie Städte")
    found = []
    for key in gazetteer.municipalities(setting("land", "16"), today()):
        name = gazetteer.area(key).name
        around = [area.name for area in gazetteer.path(key) if area.kind is AreaLevel.KREIS]
        group = around[0] if around else towns
        value = f"{name} ({around[0]})" if around else name
        found.append((not around, group, name.casefold(), key, value, name))
    terms, seen = [], set()
    for _free, group, _order, key, value, name in sorted(found):
        unique = f"{value} [{key}]" if value in seen else value
        seen.add(unique)
        terms.append(GroupedTerm(unique, key, name, group))
    return SimpleVocabulary(terms)


@provider(IVocabularyFactory)
def orderable_publications(context):
    """The publications that can be ordered today, by title; the token is the UID."""
    if site_journal() is None:
        return SimpleVocabulary([])
    snapshot, day = site_snapshot(), today()
    found = [
        node
        for node in snapshot.nodes.values()
        if node.portal_type == PUBLICATION
        and getattr(node.payload, "orderable", False)
        and snapshot.is_public(node.uid, day)
    ]
    titles = [node.title for node in found]
    return SimpleVocabulary(
        [
            SimpleTerm(
                f"{node.title} [{node.uid}]" if titles.count(node.title) > 1 else node.title,
                node.uid,
                node.title,
            )
            for node in sorted(found, key=lambda node: (node.title.casefold(), node.uid))
        ]
    )


@provider(IVocabularyFactory)
def site_forms(context):
    """The forms of the site that the current user sees, by UID."""
    brains = api.portal.get_tool("portal_catalog")(portal_type="EasyForm", sort_on="sortable_title")
    return SimpleVocabulary([SimpleTerm(each.UID, each.UID, each.Title) for each in brains])


@provider(IVocabularyFactory)
def form_abouts(context):
    """What a form may be about."""
    return code_list(*((name, about.title) for name, about in ABOUTS.items()))


@provider(IVocabularyFactory)
def file_kinds(context):
    """The kinds of files that a form may take."""
    return code_list(*((name, kind.title) for name, kind in KINDS.items()))
