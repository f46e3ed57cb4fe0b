"""Every kind of field that easyform offers, as the public sees it."""

from ..content_fixtures import content_fixture
from ..factories import public_form
from .form_client import filled, opened

MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
  xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"
  xmlns:form="http://namespaces.plone.org/supermodel/form"><schema>
<field name="hinweis" type="collective.easyform.fields.Label"><title>Zuerst</title></field>
<field name="mehr" type="collective.easyform.fields.RichLabel"><title>Mehr</title>
  <rich_label>&lt;p&gt;Bitte &lt;em&gt;lesen&lt;/em&gt;&lt;script&gt;x&lt;/script&gt;&lt;/p&gt;</rich_label>
</field>
<field name="zeile" type="zope.schema.TextLine"><title>Zeile</title><required>False</required></field>
<field name="text" type="zope.schema.Text"><title>Text</title><required>False</required></field>
<field name="zahl" type="zope.schema.Int"><title>Zahl</title><required>False</required></field>
<field name="bruch" type="zope.schema.Float"><title>Bruch</title><required>False</required></field>
<field name="ja" type="zope.schema.Bool"><title>Ja?</title><required>False</required></field>
<field name="tag" type="zope.schema.Date"><title>Tag</title><required>False</required></field>
<field name="zeit" type="zope.schema.Datetime"><title>Zeit</title><required>False</required></field>
<field name="adresse" type="zope.schema.URI"><title>Adresse</title><required>False</required></field>
<field name="wort" type="zope.schema.Password"><title>Wort</title><required>False</required></field>
<field name="bild" type="plone.namedfile.field.NamedBlobImage"><title>Bild</title>
  <required>False</required></field>
<field name="wahl" type="zope.schema.Choice"><title>Wahl</title><required>False</required>
  <values><element>a</element><element>b</element></values></field>
<field name="knopf" type="zope.schema.Choice" form:widget="z3c.form.browser.radio.RadioFieldWidget">
  <title>Knopf</title><required>False</required>
  <values><element>a</element><element>b</element></values></field>
<field name="viele" type="zope.schema.Set"><title>Viele</title><required>False</required>
  <value_type type="zope.schema.Choice"><values><element>a</element><element>b</element></values>
  </value_type></field>
<field name="verdeckt" type="zope.schema.TextLine" easyform:THidden="True"><title>Verdeckt</title>
  <required>False</required><default>x</default></field>
<field name="skala" type="collective.easyform.fields.Likert"><title>Skala</title><required>False</required>
  <questions><element>Gut?</element></questions><answers><element>ja</element></answers></field>
<field name="muss" type="zope.schema.TextLine"><title>Muss</title></field>
</schema></model>"""
TYPES = {
    "zeile": "text",
    "zahl": "text",
    "bruch": "text",
    "tag": "date",
    "zeit": "datetime-local",
    "adresse": "url",
    "wort": "password",
    "bild": "file",
}
VALUES = {
    "zeile": "<b>",
    "text": "zwei\nZeilen",
    "zahl": "12",
    "bruch": "1,5",
    "ja": "selected",
    "tag": "2026-11-24",
    "zeit": "2026-11-24T12:30",
    "adresse": "https://example.org/",
    "wahl": "b",
    "knopf": "a",
    "viele": ["a", "b"],
}


@content_fixture
def form(portal):
    """A form with a field of each kind."""
    return public_form(portal, fields=MODEL)


def test_each_is_a_native_input(form, anybody):
    page = opened(anybody, "form")
    assert {name: page.of(name).get("type") for name in TYPES} == TYPES
    assert page.of("text").tag == "textarea"
    assert page.of("wahl:list").tag == "select"
    assert page.of("verdeckt").get("type") == "hidden"
    assert not page.tree.xpath("//form[@id='formular']//*[contains(@class, 'pat-')]")
    assert "<em>lesen</em>" in page.text
    assert "<script>x" not in page.text
    assert "Zuerst" in page.text


def test_each_keeps_its_value_on_error(form, anybody, later):
    page = filled(anybody, later, "form", **VALUES)
    assert page.errors == {"form-widgets-muss": "Bitte füllen Sie „Muss“ aus."}
    kept = page.fields()
    for name, value in VALUES.items():
        key = f"form.widgets.{name}"
        sent = kept.get(key) or kept.get(f"{key}:list")
        texts = [each.replace("\r\n", "\n").lstrip("\n") for each in sent]
        assert texts == (value if isinstance(value, list) else [value]), name


def test_each_is_told_in_words(form, anybody, later):
    page = filled(anybody, later, "form", **VALUES, muss="x")
    assert page.heading, page.text
    told = {name: value for name, value in page.answers.items() if value != "–"}
    assert told == {
        "Zeile": "<b>",
        "Text": "zwei\nZeilen",
        "Zahl": "12",
        "Bruch": "1,5",
        "Ja?": "ja",
        "Tag": "24.11.2026",
        "Zeit": "24.11.2026, 12:30",
        "Adresse": "https://example.org/",
        "Wahl": "b",
        "Knopf": "a",
        "Viele": "a; b",
        "Verdeckt": "x",
        "Muss": "x",
    }


def test_an_error_of_any_kind_is_a_sentence(form, anybody, later):
    wrong = {"zahl": "x", "bruch": "x", "tag": "gestern", "zeit": "x", "adresse": "x"}
    page = filled(anybody, later, "form", muss="x", **wrong)
    assert {each.removeprefix("form-widgets-") for each in page.errors} == wrong.keys()
    assert all(text.startswith("„") for text in page.errors.values())
    assert all("Bitte" in text or "lässt sich" in text for text in page.errors.values())
