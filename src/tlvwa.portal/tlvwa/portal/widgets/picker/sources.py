"""The sources by the names under which forms and their scripts ask for them."""

from tlvwa.portal.widgets.picker.areas import AreaSource
from tlvwa.portal.widgets.picker.nodes import NodeSource, ServiceSource
from tlvwa.portal.widgets.picker.vocabularies import (
    AUTHORITY_TYPES,
    ONLINE_TYPES,
    PUBLICATION_TYPES,
)

SOURCES = {
    "areas": AreaSource,
    "authorities": lambda: NodeSource(*AUTHORITY_TYPES),
    "online_targets": lambda: NodeSource(*ONLINE_TYPES),
    "publications": lambda: NodeSource(*PUBLICATION_TYPES),
    "services": ServiceSource,
}
