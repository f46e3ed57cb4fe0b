"""The modules of a service as a page tells them: the central text and what its place adds or replaces."""

from dataclasses import dataclass

from tlvwa.portal.common.i18n import say
from tlvwa.portal.content.service.facts import ServiceFacts
from tlvwa.portal.content.specialisation.modules import LOCAL_MODULES
from tlvwa.portal.content.texts import html

FACTS = ("08", "98", "95", "97")
TEXTS = tuple(module for module in LOCAL_MODULES if module.code not in FACTS)


@dataclass(frozen=True, slots=True)
class MergedModule:
    """What one object says of a module; ``mark`` tells whose words they are, and is empty for the service."""

    source: object
    mark: str = ""
    example: bool = False

    @property
    def facts(self):
        """Documents, costs and time, in words."""
        return ServiceFacts(self.source)

    def html(self, field):
        """A text, sanitised."""
        return html(getattr(self.source, field))


class MergedTexts:
    """The modules of a service where ``local`` (an ``answers.local.Local``) holds.

    ``load`` gives the object of a path, or ``None`` where it is gone; each is loaded once.
    """

    def __init__(self, service, local, load):
        self._central = [MergedModule(service)] if service is not None else []
        paths = {each.path for texts in local.texts.values() for each in texts}
        sources = {path: load(path) for path in sorted(paths)}
        self._local = {
            code: [(each, sources[each.path]) for each in texts if sources[each.path] is not None]
            for code, texts in local.texts.items()
        }

    def parts(self, code):
        """Who says something of a module, in the order of the page; the service unless it is replaced."""
        local = self._local.get(code, ())
        replaced = any(each.replaces for each, _source in local)
        told = [MergedModule(source, each.mark, each.example) for each, source in local]
        return ([] if replaced else self._central) + told

    @property
    def facts(self):
        """Per kind of fact the parts that have it: ``documents``, ``fees``, ``times`` and ``deadlines``."""
        return {
            "documents": self._with("08", lambda facts: facts.documents or facts.documents_text),
            "fees": self._with("98", lambda facts: facts.fees),
            "times": self._with("95", lambda facts: facts.processing_times),
            "deadlines": self._with("97", lambda facts: facts.deadlines),
        }

    @property
    def local_texts(self):
        """The local texts with the headings of their modules, for pages without the central ones."""
        found = [
            {"title": say(module.label), "parts": self.texts(module.code, *module.fields)}
            for module in TEXTS
        ]
        for text in found:
            text["parts"] = [part for part in text["parts"] if part["mark"]]
        return [text for text in found if text["parts"]]

    def texts(self, code, field):
        """The texts of a module: ``{"mark", "example", "html"}``."""
        found = (
            {"mark": part.mark, "example": part.example, "html": part.html(field)}
            for part in self.parts(code)
        )
        return [text for text in found if text["html"]]

    def _with(self, code, has):
        return [part for part in self.parts(code) if has(part.facts)]
