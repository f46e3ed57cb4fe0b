"""A service, shared by the tests of editors' work."""

from ..cities import dog_tax  # noqa: F401
