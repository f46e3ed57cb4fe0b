"""The options that the script of the picker requests while somebody types."""

import json
from dataclasses import asdict

from Products.Five.browser import BrowserView
from zExceptions import BadRequest

from tlvwa.portal.widgets.picker.sources import SOURCES


class OptionsView(BrowserView):
    """``@@auswahl?source=&q=`` and ``@@auswahl?source=&parts_of=``: options as JSON."""

    def __call__(self):
        """Return ``{"items": [{"value", "title", "hint", "parts"}…], "chosen": …}``.

        ``chosen`` is true if the text was keys, which need no choice. Raises BadRequest for
        an unknown source.
        """
        form = self.request.form
        if form.get("source") not in SOURCES:
            raise BadRequest(f"source: one of {', '.join(sorted(SOURCES))} is expected.")
        source = SOURCES[form["source"]]()
        text, value = str(form.get("q", "")), str(form.get("parts_of", ""))
        by_key = [] if value else source.options_of_keys(text)
        items = source.parts(value) if value else by_key or source.find(text)
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        response.setHeader("Cache-Control", "private, no-store")
        return json.dumps({"items": [asdict(item) for item in items], "chosen": bool(by_key)})
