"""What the script of the choosing widget asks for while somebody types."""

import json
from dataclasses import asdict

from Products.Five.browser import BrowserView
from zExceptions import BadRequest

from tlvwa.portal.widgets.picker.sources import SOURCES


class OptionsView(BrowserView):
    """``@@auswahl?source=&q=`` and ``@@auswahl?source=&parts_of=``: options as JSON."""

    def __call__(self):
        """``{"items": [{"value", "title", "hint", "parts"}…], "chosen": …}``; 400 for an unknown source.

        ``chosen`` says that the text was keys, which need no choice.
        """
        form = self.request.form
        if form.get("source") not in SOURCES:
            raise BadRequest(f"source: one of {', '.join(sorted(SOURCES))} is expected.")
        source = SOURCES[form["source"]]()
        text, whole = str(form.get("q", "")), str(form.get("parts_of", ""))
        named = [] if whole else source.named(text)
        items = source.parts(whole) if whole else named or source.find(text)
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        response.setHeader("Cache-Control", "private, no-store")
        return json.dumps({"items": [asdict(item) for item in items], "chosen": bool(named)})
