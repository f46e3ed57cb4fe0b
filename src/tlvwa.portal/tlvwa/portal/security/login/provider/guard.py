"""Changes of the settings in the registry itself (``@registry``, Plone's editor): no worse than before."""

from types import SimpleNamespace

from plone import api
from plone.registry.interfaces import IRecordModifiedEvent
from zExceptions import BadRequest
from zope.component import adapter
from zope.schema import getFieldNames

from tlvwa.portal.security.login.provider.rules import Settings, problems
from tlvwa.portal.security.login.provider.settings import LOGIN_PREFIX, ILoginSettings


@adapter(IRecordModifiedEvent)
def refuse_worse_settings(event: IRecordModifiedEvent) -> None:
    """Refuse a change that makes something wrong which was not. Raises ``BadRequest``.

    The registry knows neither constraints nor invariants. What was wrong before may be mended step by step.
    """
    prefix, _dot, name = event.record.__name__.rpartition(".")
    if prefix != LOGIN_PREFIX or event.oldValue == event.newValue:
        return
    before = set(problems(current_settings(**{name: event.oldValue})))
    worse = [problem for problem in problems(current_settings()) if problem not in before]
    if worse:
        raise BadRequest(" ".join(worse))


def current_settings(**other: object) -> Settings:
    """Return the settings as they are, also unusable ones, with other values for some."""
    values = {
        name: api.portal.get_registry_record(f"{LOGIN_PREFIX}.{name}", default=None)
        for name in getFieldNames(ILoginSettings)
    }
    return SimpleNamespace(**{**values, **other})
