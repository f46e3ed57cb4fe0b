"""What the add-on sets up in a site, as texts, so that two sites can be compared."""

import difflib
import io
import tarfile

from lxml import etree
from plone import api
from plone.app.registry.exportimport.handler import RegistryExporter
from Products.GenericSetup.context import TarballExportContext

from .specimen import PACKAGE, is_ours

# What GenericSetup can tell of a site; the registry is told below, without Plone's thousands of records.
STEPS = (
    *("actions", "browserlayer", "catalog", "componentregistry", "controlpanel"),
    *("repositorytool", "rolemap", "sharing", "typeinfo", "workflows"),
)


def description(portal):
    """What is set up in a site: name -> text."""
    return _exported(portal) | _registry(portal) | _groups() | _utilities(portal)


def differences(one, other):
    """The lines in which two descriptions differ; ``-`` has only the first, ``+`` only the other."""
    lines = []
    for name in sorted(one.keys() | other.keys()):
        first, second = one.get(name, ""), other.get(name, "")
        if first != second:
            changed = difflib.unified_diff(
                first.splitlines(), second.splitlines(), n=0, lineterm=""
            )
            lines += [f"{name}: {line}" for line in list(changed)[2:] if line[0] in "+-"]
    return lines


def our_settings(portal):
    """The values of our records by name."""
    records = portal.portal_registry.records
    return {name: records[name].value for name in records if name.startswith(f"{PACKAGE}.")}


def _exported(portal):
    archive = portal.portal_setup._doRunExportSteps(STEPS)["tarball"]
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        members = [member for member in files.getmembers() if member.isfile()]
        return {member.name: files.extractfile(member).read().decode() for member in members}


def _registry(portal):
    """Our records with their fields and values; of Plone's, which the profile changes, the values."""
    registry = portal.portal_registry
    exporter = RegistryExporter(registry, TarballExportContext(portal.portal_setup))
    texts = {}
    for name, record in registry.records.items():
        if name.startswith(f"{PACKAGE}."):
            texts[f"registry {name}"] = etree.tostring(
                exporter.exportRecord(record), encoding="unicode", pretty_print=True
            )
        elif PACKAGE in name or PACKAGE.replace(".", "-") in name or PACKAGE in repr(record.value):
            texts[f"registry {name}"] = repr(record.value)
    return texts


def _groups():
    groups = {group.id: sorted(group.getRoles()) for group in api.group.get_groups()}
    return {f"group {name}": str(roles) for name, roles in groups.items()}


def _utilities(portal):
    """The persistent utilities of ours by what they provide."""
    registered = [
        registration
        for registration in portal.getSiteManager().registeredUtilities()
        if is_ours(registration.provided.__module__)
    ]
    return {
        f"utility {registration.provided.__identifier__}": type(registration.component).__name__
        for registration in registered
    }
