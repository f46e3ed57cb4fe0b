"""The one clock of the faces, set by tests."""

from datetime import datetime


def settable_clock(monkeypatch):
    """Sets the clock to a moment: ``clock(2026, 3, 29, 0, 30)``, Berlin's time."""
    from tlvwa.portal.common import clock as module

    def set_to(*moment, tzinfo=module.BERLIN):
        fixed = datetime(*moment, tzinfo=tzinfo)

        class Fixed(datetime):
            @classmethod
            def now(cls, tz=None):
                return fixed.astimezone(tz)

        monkeypatch.setattr(module, "datetime", Fixed)

    return set_to
