"""The modules of a service as a page shows them: central text, local additions and replacements."""

from dataclasses import dataclass

from tlvwa.portal.common.i18n import say
from tlvwa.portal.content.service.facts import ServiceFacts
from tlvwa.portal.content.specialisation.modules import LOCAL_MODULES
from tlvwa.portal.content.texts import html

FACTS = ("08", "98", "95", "97")
TEXTS = tuple(module for module in LOCAL_MODULES if module.code not in FACTS)


@dataclass(frozen=True, slots=True)
class MergedModule:
    """A module of one object; ``mark`` names the author of a local text, empty for the service."""

    source: object
    mark: str = ""
    example: bool = False

    @property
    def facts(self):
        """Documents, costs and times as text."""
        return ServiceFacts(self.source)

    def html(self, field):
        """Return a sanitised text."""
        return html(getattr(self.source, field))


class MergedTexts:
    """The modules of a service merged with ``local`` (``answers.texts.local_texts.LocalTexts``).

    ``load`` returns the object of a path, or ``None`` if it does not exist; it is called once per
    path.
    """

    def __init__(self, service, local, load):
        self._central = [MergedModule(service)] if service is not None else []
        paths = {text.path for texts in local.texts.values() for text in texts}
        sources = {path: load(path) for path in sorted(paths)}
        self._local = {
            code: [(text, sources[text.path]) for text in texts if sources[text.path] is not None]
            for code, texts in local.texts.items()
        }

    def parts(self, code):
        """Return the parts of a module in the page's order; the service's first, unless replaced."""
        local = self._local.get(code, ())
        replaced = any(text.replaces for text, _source in local)
        local_parts = [MergedModule(source, text.mark, text.example) for text, source in local]
        return ([] if replaced else self._central) + local_parts

    @property
    def facts(self):
        """The parts that have facts, by kind: ``documents``, ``fees``, ``times``, ``deadlines``."""
        return {
            "documents": self._with("08", lambda facts: facts.documents or facts.documents_text),
            "fees": self._with("98", lambda facts: facts.fees),
            "times": self._with("95", lambda facts: facts.processing_times),
            "deadlines": self._with("97", lambda facts: facts.deadlines),
        }

    @property
    def central_notes(self):
        """The service's own notes, as sanitised HTML; empty if a local text replaces them."""
        return self._central_text("16", "notes_text")

    @property
    def central_procedure(self):
        """The service's own procedure, as sanitised HTML; empty if a local text replaces it."""
        return self._central_text("11", "procedure_text")

    def _central_text(self, code, field):
        texts = (part.html(field) for part in self.parts(code) if not part.mark)
        return next(filter(None, texts), "")

    @property
    def local_texts(self):
        """The local texts with the headings of their modules, without the central texts."""
        sections = [
            {"title": say(module.label), "parts": self.texts(module.code, *module.fields)}
            for module in TEXTS
        ]
        for section in sections:
            section["parts"] = [part for part in section["parts"] if part["mark"]]
        return [section for section in sections if section["parts"]]

    def texts(self, code, field):
        """Return the texts of a module: ``{"mark", "example", "html"}``."""
        rows = (
            {"mark": part.mark, "example": part.example, "html": part.html(field)}
            for part in self.parts(code)
        )
        return [text for text in rows if text["html"]]

    def _with(self, code, has):
        return [part for part in self.parts(code) if has(part.facts)]
