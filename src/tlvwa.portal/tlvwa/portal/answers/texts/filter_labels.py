"""Labels of the filters of the service search."""

from tlvwa.portal.common.i18n import _

WITH_ONLINE_SERVICE = _("Online möglich")
WITHOUT_ONLINE_SERVICE = _("Nicht online")
