"""The index over the demo's services, built once."""

import pytest

from tlvwa.portal.search.index import SearchIndex

from .documents import demo_documents


@pytest.fixture(scope="session")
def demo():
    """The services of the demo, searched with what is shipped."""
    return SearchIndex(demo_documents())
