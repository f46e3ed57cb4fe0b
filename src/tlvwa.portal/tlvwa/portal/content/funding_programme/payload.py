"""Payload and full text of a funding programme."""

from plone.indexer import indexer
from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.funding_programme.schema import FundingProgramme, IFundingProgramme
from tlvwa.portal.content.texts import links_in, plain, text, texts
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import FundingPayload


@implementer(IPayload)
@adapter(IFundingProgramme)
def funding_payload(programme: FundingProgramme) -> FundingPayload:
    """Return what the list shows of a programme; its page reads the texts from the object."""
    return FundingPayload(
        description=text(programme.description),
        periods=tuple(
            (text(row.get("label")), row.get("opens"), row.get("closes"))
            for row in programme.periods or ()
        ),
        rate=programme.rate,
        ceiling=programme.ceiling,
        directive=text(programme.directive),
        publications=texts(programme.publications),
        team=text(programme.team),
        notice=text(programme.notice),
        application_target=text(programme.application_target),
        links=_links(programme),
    )


def _links(programme):
    rows = [*(programme.legal_basis or ()), {"url": programme.application_url}]
    return links_in(programme.purpose, programme.applicants, programme.objects, rows=rows)


@indexer(IFundingProgramme)
def searchable_text(programme):
    """Return all texts of a programme for the search of the site."""
    rich_texts = map(plain, (programme.purpose, programme.applicants, programme.objects))
    laws = (text(row.get("title")) for row in programme.legal_basis or ())
    parts = (programme.title, programme.description, programme.amount_note, *rich_texts, *laws)
    return " ".join(filter(None, parts))
