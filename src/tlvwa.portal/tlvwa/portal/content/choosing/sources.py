"""The sources by the names under which forms and their scripts ask for them."""

from tlvwa.portal.content.choosing.areas import Areas
from tlvwa.portal.content.choosing.nodes import Nodes, Services
from tlvwa.portal.content.vocabularies import AUTHORITY_TYPES, ONLINE_TYPES, PUBLICATION_TYPES

SOURCES = {
    "areas": Areas,
    "authorities": lambda: Nodes(*AUTHORITY_TYPES),
    "online_targets": lambda: Nodes(*ONLINE_TYPES),
    "publications": lambda: Nodes(*PUBLICATION_TYPES),
    "services": Services,
}
