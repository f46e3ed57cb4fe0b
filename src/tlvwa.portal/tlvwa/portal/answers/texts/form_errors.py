"""What is wrong with a field of the finder's form."""

from tlvwa.portal.common.i18n import _

NO_SUCH_DAY = _("Dieses Datum gibt es nicht. Gefragt wird für heute.")
NO_SUCH_SERVICE = _("Diese Leistung gibt es hier nicht. Suchen Sie sie bitte neu.")
NO_SUCH_PLACE = _("Diesen Ort kennen wir nicht. Geben Sie ihn bitte neu ein.")
TYPE_INSTEAD = _("Geben Sie bitte Ort, Ortsteil oder Postleitzahl ein.")
UNREADABLE_POINT = _("Ihr Standort ließ sich nicht lesen.")
NO_SUCH_FACT = _("Diese Angabe passt zu keiner Antwort. Bitte prüfen Sie sie.")
