"""The sources of options by the names that forms and scripts use."""

from collections.abc import Callable, Mapping

from tlvwa.portal.widgets.picker.areas import AreaSource
from tlvwa.portal.widgets.picker.nodes import NodeSource, ServiceSource
from tlvwa.portal.widgets.picker.option import PickerSource
from tlvwa.portal.widgets.picker.vocabularies import (
    AUTHORITY_TYPES,
    ONLINE_TYPES,
    PUBLICATION_TYPES,
)

SOURCES: Mapping[str, Callable[[], PickerSource]] = {
    "areas": AreaSource,
    "authorities": lambda: NodeSource(*AUTHORITY_TYPES),
    "online_targets": lambda: NodeSource(*ONLINE_TYPES),
    "publications": lambda: NodeSource(*PUBLICATION_TYPES),
    "services": ServiceSource,
}
