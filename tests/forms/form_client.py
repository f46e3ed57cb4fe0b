"""Fills in a form over HTTP: opens it, takes what the page has, and sends it back."""

from lxml import html

PREFIX = "form.widgets."
SECONDS_TO_TYPE = 10


class Page:
    """A page with a form, or what came back."""

    def __init__(self, response):
        self.response = response
        self.text = response.text
        self.tree = html.fromstring(response.text)

    @property
    def title(self):
        """The title in the browser."""
        return self.tree.findtext(".//title") or ""

    @property
    def heading(self):
        """The page's own heading."""
        return self.tree.xpath("string(//h1)").strip()

    @property
    def errors(self):
        """``id: sentence`` of the error summary."""
        links = self.tree.xpath("//*[@id='fehler']//li/a")
        return {link.get("href").removeprefix("#"): link.text_content().strip() for link in links}

    @property
    def refusals(self):
        """What the summary says of the whole form."""
        found = self.tree.xpath("//*[@id='fehler']//p")
        return [each.text_content().strip() for each in found]

    @property
    def answers(self):
        """What the thanks page repeats."""
        terms = self.tree.xpath("//dl[contains(@class, 'kern-description-list')]/div")
        return {
            each.findtext("dt").strip(): each.find("dd").text_content().strip() for each in terms
        }

    def of(self, name):
        """The element of a field."""
        return self.tree.xpath("//*[@name=$name]", name=PREFIX + name)[0]

    def fields(self):
        """What a browser would send of the form as it is."""
        form = self.tree.get_element_by_id("formular")
        found = {}
        for name, value in form.form_values():
            found.setdefault(name, []).append(value)
        for button in form.xpath(".//button[@type='submit']"):
            found[button.get("name")] = [button.get("value")]
        return found


def opened(visitor, path, **parameters):
    """The page of a form, opened some seconds ago."""
    return Page(visitor.get(path, **parameters))


def send(visitor, page, path, **values):
    """Send a form that was opened, with these values by the fields' short names."""
    given = page.fields()
    for name, value in values.items():
        base = PREFIX + name
        key = next((each for each in (f"{base}:list", base) if each in given), base)
        if page.tree.xpath("//*[@name=$name]", name=f"{base}:list"):
            key = f"{base}:list"
        given[key] = value if isinstance(value, list) else [value]
    pairs = [(name, value) for name, all_of in given.items() for value in all_of]
    return Page(visitor.send(path, pairs))


def filled(visitor, later, path, seconds=SECONDS_TO_TYPE, opening=None, **values):
    """Open a form, wait, and send it."""
    later(0)
    page = opened(visitor, path, **(opening or {}))
    later(seconds)
    return send(visitor, page, path, **values)
