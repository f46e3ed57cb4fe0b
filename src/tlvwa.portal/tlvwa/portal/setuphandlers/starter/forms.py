"""The ready-made forms: from data files into the folder ``formulare``, and named in the settings."""

import tomllib
from importlib.resources import files

from plone import api
from Products.CMFCore.indexing import processQueue

from tlvwa.portal.common.settings import PREFIX, setting
from tlvwa.portal.workflow.publishing import create_published

FOLDER, FOLDER_TITLE = "formulare", "Formulare"
DATA = ("profiles", "starter", "data", "forms")
NAMES = ("kontakt", "beratung", "foerderantrag", "bestellung", "rueckmeldung", "barriere-melden")
SETTINGS = ("about", "privacy_purpose", "retention_days", "file_kinds", "file_size", "files_size")
ALWAYS = {
    "method": "post",
    "form_tabbing": False,
    "autofocus": False,
    "unload_protection": False,
    "CSRFProtection": False,
}


def install_forms(portal):
    """Make the forms that the folder does not have yet."""
    folder = portal[FOLDER] if FOLDER in portal else create_published(
        portal, "Folder", id=FOLDER, title=FOLDER_TITLE, exclude_from_nav=True
    )  # fmt: skip
    new_forms = [(name, _form(folder, name)) for name in NAMES if name not in folder]
    processQueue()  # the settings look the forms up in the catalog
    for name, form in new_forms:
        record = _read(name)["setting"]
        if not setting(record):
            api.portal.set_registry_record(PREFIX + record, form.UID())


def _form(folder, name):
    texts = _read(name)
    return create_published(
        folder,
        "EasyForm",
        id=name,
        title=texts["title"],
        description=texts["description"],
        submitLabel=texts["submit"],
        thankstitle=texts["thanks_title"],
        thanksdescription=texts["thanks_text"],
        fields_model=_text(f"{name}-felder.xml"),
        actions_model=_text(f"{name}-aktionen.xml"),
        **{key: texts[key] for key in SETTINGS if key in texts},
        **ALWAYS,
    )


def _read(name):
    return tomllib.loads(_text(f"{name}.toml"))


def _text(name):
    return files("tlvwa.portal").joinpath(*DATA, name).read_text(encoding="utf-8")
