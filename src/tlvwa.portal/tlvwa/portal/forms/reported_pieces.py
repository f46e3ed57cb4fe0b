"""The pieces of an authority's data that a visitor may report as missing or wrong."""

from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm, SimpleVocabulary
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import CONTACT_PIECES

# Fields of the feedback form: the piece of an authority's data, and whether a service's text helped.
PIECE, ANSWER = "angabe", "antwort"
OTHER = SimpleTerm("other", "other", _("etwas anderes"))


@provider(IVocabularyFactory)
def reported_pieces(context):
    """Return the pieces of contact data, and one term for everything else."""
    return SimpleVocabulary([*CONTACT_PIECES, OTHER])


def requested_piece(terms: SimpleVocabulary, request: HTTPRequest) -> list[str]:
    """Return the token of the piece that the request names, as a widget's value; empty for others."""
    token = request.form.get(PIECE)
    return [term.token for term in terms if term.token == token]
