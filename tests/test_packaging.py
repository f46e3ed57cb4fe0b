"""What is built and pinned: the wheel holds the whole package, and both locks say the same."""

import configparser
import gettext
import io
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

CHECKOUT = Path(__file__).resolve().parent.parent
SOURCE = Path("src/tlvwa.portal")
EXTRAS = {"serve", "test", "check"}
# Made while working, and what only readers of the checkout need.
NOT_SHIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "*.mo", "*.egg-info", "*.md")


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins():
    lines = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonical(name): version for name, version in pairs}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A copy of what is packaged, so that nothing left over from an earlier build gets in."""
    copy = tmp_path_factory.mktemp("checkout")
    shutil.copytree(CHECKOUT / SOURCE, copy / SOURCE, ignore=NOT_SHIPPED)
    for name in ("setup.py", "pyproject.toml", "MANIFEST.in", "README.md", "CHANGES.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, copy)
    return copy


@pytest.fixture(scope="module")
def wheel(source):
    """The wheel, built as pip builds it, but with the setuptools that is here."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", source / "dist", source], check=True)
    (built,) = (source / "dist").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        yield archive


def packaged(wheel):
    return {name for name in wheel.namelist() if ".dist-info/" not in name}


def metadata(wheel, name):
    (path,) = (each for each in wheel.namelist() if each.endswith(f".dist-info/{name}"))
    return wheel.read(path).decode()


def compiled(catalogues):
    return {name.removesuffix(".po") + ".mo" for name in catalogues if name.endswith(".po")}


def test_wheel_has_every_file_of_the_package_its_catalogues_compiled_and_no_other(wheel, source):
    root = source / SOURCE
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    shipped = {name for name in files if ".egg-info/" not in name}
    assert packaged(wheel) == shipped | compiled(shipped)


def test_compiled_catalogues_of_the_wheel_translate(wheel):
    catalogue = wheel.read("tlvwa/portal/locales/en/LC_MESSAGES/tlvwa.portal.mo")
    translations = gettext.GNUTranslations(io.BytesIO(catalogue))
    assert translations.gettext("Zuständige Stelle finden") == "Find the responsible office"


def test_wheel_names_no_folder_of_the_machine_it_was_built_on(wheel, source):
    # Whole folders only: root's home would be found in every name that begins like it.
    folders = "|".join(re.escape(str(folder)) for folder in (CHECKOUT, source, Path.home()))
    named = re.compile(rf"(?<![\w.])(?:{folders})(?![\w.-])".encode())
    assert [name for name in wheel.namelist() if named.search(wheel.read(name))] == []


def test_wheel_brings_its_command_its_readme_and_its_licence(wheel):
    assert "tlvwa-portal = tlvwa.portal.cli.main:main" in metadata(wheel, "entry_points.txt")
    described = metadata(wheel, "METADATA")
    assert "A public service directory and *Zuständigkeitsfinder*" in described
    assert "License-File: LICENSE" in described


def test_description_has_no_link_that_leads_nowhere_on_a_package_index(wheel):
    described = metadata(wheel, "METADATA")
    links = re.findall(r"\]\(([^)]*)\)", described)
    assert links
    assert [link for link in links if not link.startswith("https://")] == []
    assert "[glossary](docs/glossary.md)" not in described
    assert "glossary · how an answer is found" in described


def needed(name, extras, seen):
    """The names of what a distribution needs here, and what that needs in turn."""
    key = (canonical(name), frozenset(extras))
    if key in seen:
        return
    seen.add(key)
    for text in distribution(name).requires or ():
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras | {""}):
            needed(requirement.name, requirement.extras, seen)


@pytest.fixture(scope="module")
def installed():
    """The distributions that are installed for this one, by name."""
    seen = set()
    needed("tlvwa.portal", EXTRAS, seen)
    return {name: distribution(name) for name in {name for name, _ in seen} - {"tlvwa-portal"}}


def test_everything_that_is_installed_for_us_is_pinned_to_what_is_installed(installed):
    locked = pins()
    versions = {name: found.version for name, found in installed.items()}
    assert {name: locked.get(name) for name in versions} == versions


@pytest.mark.parametrize("python", ["3.11.2", "3.12.0", "3.13.1", "3.14.0"])
def test_every_pinned_version_is_for_the_pythons_we_promise(python, installed):
    """Debian 12 has 3.11.2; a lock made with a later 3.11 can be too new for it."""
    wanted = {name: found.metadata["Requires-Python"] or "" for name, found in installed.items()}
    assert {name: text for name, text in wanted.items() if python not in SpecifierSet(text)} == {}


def test_buildout_pins_the_same_versions():
    made = runpy.run_path(str(CHECKOUT / "profiles/make_versions.py"))
    constraints = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8")
    assert made["VERSIONS"].read_text(encoding="utf-8") == made["versions_cfg"](constraints)


def sections(profile):
    """A buildout file with what it extends, as one set of sections."""
    own = configparser.ConfigParser(interpolation=None, strict=True)
    own.read(profile, encoding="utf-8")
    merged = {name: dict(own[name]) for name in own.sections()}
    base = merged.get("buildout", {}).get("extends")
    inherited = sections(profile.parent / base) if base else {}
    names = inherited.keys() | merged.keys()
    return {name: inherited.get(name, {}) | merged.get(name, {}) for name in names}


@pytest.mark.parametrize(
    "profile",
    [
        "buildout.cfg",
        "profiles/development.cfg",
        "profiles/production.cfg",
        "profiles/production-postgresql.cfg",
    ],
)
def test_every_part_of_a_profile_is_described_and_its_recipe_pinned(profile):
    merged = sections(CHECKOUT / profile)
    for part in merged["buildout"]["parts"].split():
        # `<=` takes over the options of another section.
        options = merged.get(merged[part].get("<", ""), {}) | merged[part]
        assert canonical(options["recipe"]) in pins()
