"""Two cities and a service, shared by the tests of editors' work."""

from ..cities import dog_tax, jena, weimar  # noqa: F401
