"""The demo site: services, the administrations of Thüringen and what they are responsible for."""

from tlvwa.portal.setuphandlers.demo.build import install

__all__ = ["install"]
