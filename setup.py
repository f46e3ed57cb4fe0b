"""Packaging of tlvwa.portal; the versions that are tried together stand in constraints.txt."""

import re
from pathlib import Path

from setuptools import find_namespace_packages, setup
from setuptools.command.build_py import build_py
from setuptools.errors import SetupError

SOURCE = "src/tlvwa.portal"
FRONT_END = Path(SOURCE, "tlvwa/portal/browser/theme/built/portal.css")
# Pictures and links of the README to files beside it; package indexes have only its text.
PICTURE = re.compile(r"!\[[^]]*\]\((?!https?:)[^)]*\)\n*")
RELATIVE_LINK = re.compile(r"\[([^]]*)\]\((?!https?:)[^)]*\)")


def description(readme):
    """The text of the README without what leads nowhere on a package index."""
    return RELATIVE_LINK.sub(r"\1", PICTURE.sub("", readme))


class BuildPackage(build_py):
    """Adds the compiled catalogues; refuses to make a package whose pages would be naked.

    An editable install needs neither: Zope compiles catalogues where it may write.
    """

    def run(self):
        """Raises SetupError where the front end was not built."""
        if not self.editable_mode and not FRONT_END.exists():
            raise SetupError("The front end is missing: run „make frontend“ first.")
        super().run()
        if not self.editable_mode:
            self._compile_catalogues()

    def _compile_catalogues(self):
        from pythongettext.msgfmt import Msgfmt

        for catalogue in Path(self.build_lib).rglob("*.po"):
            with catalogue.open("rb") as messages:
                compiled = Msgfmt(messages, name=catalogue.stem).getAsFile()
            catalogue.with_suffix(".mo").write_bytes(compiled.read())


setup(
    name="tlvwa.portal",
    version="1.0.0a1",
    description="A proven service directory and Zuständigkeitsfinder for Plone",
    long_description=description(Path("README.md").read_text(encoding="utf-8")),
    long_description_content_type="text/markdown",
    license="GPL-2.0-or-later",
    license_files=["LICENSE"],
    classifiers=[
        "Environment :: Web Environment",
        "Framework :: Plone",
        "Framework :: Plone :: 6.2",
        "Framework :: Plone :: Addon",
        "Natural Language :: German",
        "Operating System :: OS Independent",
        "Programming Language :: Python :: 3",
    ],
    package_dir={"": SOURCE},
    packages=find_namespace_packages(SOURCE),
    include_package_data=True,  # MANIFEST.in says which files
    zip_safe=False,
    cmdclass={"build_py": BuildPackage},
    python_requires=">=3.11, !=3.13.0",
    install_requires=[
        "Plone>=6.2.2,<6.3",
        "PyJWT",
        "PyStemmer>=3",
        "XlsxWriter>=3.2,<4",
        "authlib>=1.9,<2",
        "click",
        "collective.easyform>=5.0.2",
        "collective.honeypot>=5.0.0",
        "collective.monkeypatcher>=3",
        "collective.z3cform.datagridfield>=4.0.3",
        "cryptography",
        "holidays>=0.109",
        "joserfc>=1.6.8,<2",
        "openpyxl>=3.1,<4",
        "phonenumbers",
        "plone.app.multilingual",
        "pypdfium2>=5,<6",
        "rapidfuzz>=3,<4",
        "requests",
        "rich",
        "shapely>=2,<3",
        "tantivy>=0.27,<0.28",
        "z3c.unconfigure>=4",
    ],
    extras_require={
        "serve": ["ZEO>=6.2"],
        "test": [
            "babel",
            "build",
            "hypothesis",
            "i18ndude",
            "opening-hours-py>=2.1.4",
            "playwright",
            "plone.app.testing",
            "pytest",
            "pytest-plone>=1.1.1",
            "pytest-xdist>=3.8",
            "requests",
            "twine",
            "zope.pytestlayer",
        ],
        "check": [
            "babel",
            "i18ndude",
            "import-linter",
            "mypy",
            "ruff",
            "towncrier",
            "types-requests",
            "zpretty",
        ],
    },
    entry_points={
        "console_scripts": ["tlvwa-portal = tlvwa.portal.cli.main:main"],
        "plone.autoinclude.plugin": ["target = plone"],
    },
)
