"""Entries of an object's history: workflow steps and versions, newest first."""

from dataclasses import dataclass
from datetime import datetime

from plone import api

from tlvwa.portal.common.clock import BERLIN
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.workflow.history.initial_version import BEFORE_FIRST_CHANGE

FIRST_VERSION = "initial_version_changeNote"  # what Plone writes as the comment of the first one
CREATED, CHANGED, BEFORE = _("Angelegt"), _("Geändert"), _("Vor der ersten Änderung")


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A step, or a version with the number of the version before it (``None`` for the first)."""

    moment: datetime
    actor: str
    what: str
    state: str = ""
    comment: str = ""
    version: int | None = None
    before: int | None = None


def history_entries(obj):
    """Return all entries of an object's history, newest first."""
    versions, steps = _versions(obj), _steps(obj)
    # Creation is the first step of the workflow and often the first version: one entry is enough.
    if any(entry.what == say(CREATED) for entry in versions):
        steps = [entry for entry in steps if entry.what != say(CREATED)]
    return sorted([*versions, *steps], key=lambda entry: entry.moment, reverse=True)


def _versions(obj):
    history = api.portal.get_tool("portal_repository").getHistoryMetadata(obj)
    if not history:
        return []
    entries, before = [], None
    for number in range(history.getLength(countPurged=False)):
        metadata = history.retrieve(number, countPurged=False)["metadata"]["sys_metadata"]
        version = history.getVersionId(number, countPurged=False)
        comment = metadata["comment"] or ""
        entries.append(
            HistoryEntry(
                moment=datetime.fromtimestamp(metadata["timestamp"], BERLIN),
                actor=_name(metadata["principal"]),
                what=say(
                    CHANGED if version else BEFORE if comment == BEFORE_FIRST_CHANGE else CREATED
                ),
                comment="" if comment in (FIRST_VERSION, BEFORE_FIRST_CHANGE) else str(comment),
                version=version,
                before=before,
            )
        )
        before = version
    return entries


def _steps(obj):
    tool, portal_type = api.portal.get_tool("portal_workflow"), obj.portal_type
    return [
        HistoryEntry(
            moment=step["time"].asdatetime().astimezone(BERLIN),
            actor=_name(step["actor"]),
            what=(
                say(tool.getTitleForTransitionOnType(step["action"], portal_type))
                if step["action"]
                else say(CREATED)
            ),
            state=say(tool.getTitleForStateOnType(step["review_state"], portal_type)),
            comment=step.get("comments") or "",
        )
        for steps in getattr(obj, "workflow_history", {}).values()
        for step in steps
    ]


def _name(user_id):
    """Return the full name of a person; the id if the person has no account any more."""
    user = api.user.get(userid=user_id) if user_id else None
    return (user.getProperty("fullname") if user is not None else "") or user_id or ""
