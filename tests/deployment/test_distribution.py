"""The distribution as users get it: sdist and wheel, and the wheel in an empty environment with Plone."""

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import PurePosixPath

import pytest
import requests

from .conftest import CHECKOUT
from .distribution import Instance, build, copy_checkout, make_environment, run, without_node

PACKAGE = "tlvwa/portal"
KINDS = {
    "the style sheet": "browser/theme/built/portal.css",
    "the fonts": "browser/theme/built/fira-sans-latin-400-normal.woff2",
    "the licence of the fonts": "browser/theme/built/Fira-Sans-OFL-1.1.txt",
    "compiled catalogues": "locales/en/LC_MESSAGES/tlvwa.portal.mo",
    "profiles": "profiles/default/metadata.xml",
    "ZCML": "configure.zcml",
    "templates": "browser/office.pt",
    "the areas of Thüringen": "areas/data/thueringen.tsv",
    "the mark of types": "py.typed",
}
EISENBERG = "160745052018"


@pytest.fixture(scope="module")
def checkout(deployments, tmp_path_factory):
    """A copy of what git tracks, with the style sheet."""
    folder = tmp_path_factory.mktemp("checkout")
    copy_checkout(folder)
    return folder


@pytest.fixture(scope="module")
def sdist_and_wheel(checkout, tmp_path_factory):
    """Source distribution, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    build(checkout, folder)
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="module")
def environment(sdist_and_wheel, tmp_path_factory):
    """A new environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    make_environment(folder, sdist_and_wheel[1])
    return folder


@pytest.fixture(scope="module")
def instance(environment, tmp_path_factory):
    """A running instance with a plain site of Plone, and the add-on added to it."""
    instance = Instance.make(environment, tmp_path_factory.mktemp("instance") / "plone")
    server = instance.start()
    try:
        instance.post("@addons/tlvwa.portal/install")
        yield instance
    finally:
        server.terminate()
        server.wait()


def files_of(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_checkout_builds_the_same_wheel_as_its_source_distribution(
    checkout, sdist_and_wheel, tmp_path
):
    build(checkout, tmp_path, "--wheel")
    (direct,) = tmp_path.glob("*.whl")
    assert files_of(direct) == files_of(sdist_and_wheel[1])


def test_twine_finds_nothing_to_complain_about(sdist_and_wheel):
    run(sys.executable, "-m", "twine", "check", "--strict", *sdist_and_wheel)


@pytest.mark.parametrize("kind", KINDS)
def test_wheel_brings(kind, sdist_and_wheel):
    assert f"{PACKAGE}/{KINDS[kind]}" in files_of(sdist_and_wheel[1])


def test_every_link_of_the_readme_leads_to_a_file_of_the_source_distribution(sdist_and_wheel):
    with tarfile.open(sdist_and_wheel[0]) as archive:
        names = {PurePosixPath(name).relative_to(name.split("/")[0]) for name in archive.getnames()}
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    links = {link.split("#")[0] for link in re.findall(r"\]\((?!https?:)([^)]*)\)", readme)}
    assert links
    assert {link for link in links if PurePosixPath(link) not in names} == set()


def test_source_distribution_has_no_tests_that_lack_what_they_need(sdist_and_wheel):
    with tarfile.open(sdist_and_wheel[0]) as archive:
        assert [name for name in archive.getnames() if "/tests" in name] == []


def test_environment_has_neither_nodejs_nor_what_only_tests_need(environment):
    path = without_node(environment)["PATH"]
    assert [name for name in ("node", "npm") if shutil.which(name, path=path)] == []
    python = environment / "bin" / "python"
    assert subprocess.run([python, "-c", "import Products.CMFPlone"], check=False).returncode == 0
    for absent in ("pytest", "plone.app.robotframework", "hypothesis"):
        imported = subprocess.run(
            [python, "-c", f"import {absent}"], capture_output=True, check=False
        )
        assert imported.returncode == 1, absent


def test_addon_in_a_plain_site_answers_who_is_responsible(instance):
    service = instance.publish("", **{"@type": "tlvwa.portal.Service"}, title="Hundesteuer")
    office = {"@type": "tlvwa.portal.Authority", "id": "eisenberg", "area": EISENBERG}
    instance.publish("", **office, title="Stadtverwaltung Eisenberg")
    record = {"@type": "tlvwa.portal.Responsibility", "title": "Hundesteuer"}
    instance.publish("eisenberg", **record, services=[service])

    answer = instance.get("@responsible", service=service, area=EISENBERG)
    assert [office["title"] for office in answer["offices"]] == ["Stadtverwaltung Eisenberg"]
    # In English, though nothing compiles catalogues here: those of the wheel are compiled.
    assert answer["explanation"][0]["reason"].startswith("This rule applies")


def test_style_sheet_is_served_as_it_was_built(instance, sdist_and_wheel):
    built = files_of(sdist_and_wheel[1])[f"{PACKAGE}/{KINDS['the style sheet']}"]
    served = requests.get(instance.url("++resource++tlvwa.portal.theme/portal.css"), timeout=60)
    assert served.content == built
