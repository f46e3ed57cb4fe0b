"""What is wrong with the entered sources of contact data, in words for the editor."""

from zope.interface import Invalid

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.common.vocabularies import CONTACT_PIECES, label
from tlvwa.portal.content.rows_deserializer import IN_ROW

FIELD = _("Quelle und Stand der Kontaktangaben")
TWICE = _("Zu „${piece}“ steht die Quelle schon in Zeile ${other}.")
IN_FUTURE = _("Der Stand liegt in der Zukunft.")


def check_contact_sources(data):
    """Raise FieldRefused, with the row, for a second row of a piece and for a day to come."""
    first_rows: dict[str, int] = {}
    try:
        for number, row in enumerate(data.contact_sources or (), start=1):
            piece, day = row["piece"], row.get("as_of")
            other = first_rows.setdefault(piece, number)
            if other != number:
                _refuse(number, say(TWICE, piece=label(CONTACT_PIECES, piece), other=other))
            if day is not None and day > today():
                _refuse(number, say(IN_FUTURE))
    except FieldRefused:
        raise
    except (Invalid, AttributeError, KeyError, TypeError):
        # A field or an input of a row is missing or refused: that is said where it stands.
        return


def _refuse(number, problem):
    mapping = {"field": say(FIELD), "row": number, "problem": problem}
    raise FieldRefused(_(IN_ROW, mapping=mapping))
