"""The distribution as users get it: built from the files of the checkout, installed, served."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from .conftest import CHECKOUT, PASSWORD, SECONDS_TO_START, free_ports

FRONT_END = Path("src/tlvwa.portal/tlvwa/portal/browser/theme/built")
# What a build is made with is pinned as everything else.
PINNED = {"PIP_CONSTRAINT": str(CHECKOUT / "constraints.txt")}
SITE = "Plone"
# A site of Plone without anything of ours, as somebody has it before they come to the add-on.
ADD_PLAIN_SITE = """
import transaction
from AccessControl.SecurityManagement import newSecurityManager
from Products.CMFPlone.factory import addPloneSite
from Testing.makerequest import makerequest

newSecurityManager(None, app.acl_users.getUser("admin").__of__(app.acl_users))
addPloneSite(
    makerequest(app), "Plone", distribution_name="classic", default_language="en", setup_content=False
)
transaction.commit()
"""


def run(*command, **options):
    """The output of a command that must succeed."""
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, **options
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return result.stdout


def copy_checkout(folder):
    """Copy what git tracks, and the style sheet that ``make frontend`` built."""
    for name in run("git", "ls-files", "-z", cwd=CHECKOUT).split("\0"):
        if name and (CHECKOUT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / name, folder / name)
    shutil.copytree(CHECKOUT / FRONT_END, folder / FRONT_END)


def build(source, target, *what):
    """Build with ``python -m build``; without ``what`` the sdist, and the wheel from that."""
    command = (sys.executable, "-m", "build", *what, "--outdir", target, source)
    run(*command, env=os.environ | PINNED)


def make_environment(folder, wheel):
    """An environment with the wheel, what that needs, and nothing else."""
    python = folder / "bin" / "python"
    uv = shutil.which("uv")
    if uv:
        run(uv, "venv", "--python", sys.executable, folder)
        installer = (uv, "pip", "install", "--python", python, "--compile-bytecode")
    else:
        run(sys.executable, "-m", "venv", folder)
        installer = (python, "-m", "pip", "install", "--disable-pip-version-check")
    run(*installer, "--constraint", CHECKOUT / "constraints.txt", wheel, env=without_node(folder))


def without_node(environment):
    """The variables of a machine that has this environment and no Node.js."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    installing = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "UV_", "SSL_"))}
    return kept | installing | {"PATH": str(environment / "bin")}


@dataclass
class Instance:
    """A Zope instance in ``folder`` that runs in ``environment``, at ``port``."""

    environment: Path
    folder: Path
    port: int

    @classmethod
    def make(cls, environment, folder):
        """Make it as docs/operations.md says, with a plain site of Plone in it."""
        instance = cls(environment, folder, free_ports(1)[0])
        instance.run("mkwsgiinstance", "--dir", folder, "--user", f"admin:{PASSWORD}")
        zope_ini = folder / "etc" / "zope.ini"
        zope_ini.write_text(zope_ini.read_text().replace("8080", str(instance.port)))
        zope_conf = instance.zope_conf
        path = "path $INSTANCE/var/Data.fs\n"
        blobs = "     blob-dir $INSTANCE/var/blobs\n"
        zope_conf.write_text(zope_conf.read_text().replace(path, path + blobs))
        script = folder / "add_site.py"
        script.write_text(ADD_PLAIN_SITE)
        instance.run("zconsole", "run", zope_conf, script)
        return instance

    @property
    def zope_conf(self):
        """Its configuration."""
        return self.folder / "etc" / "zope.conf"

    def run(self, name, *arguments):
        """The output of a command of the environment."""
        return run(self.environment / "bin" / name, *arguments, env=without_node(self.environment))

    def start(self):
        """Start the web server and wait until it answers; the process."""
        with (self.folder / "messages").open("w") as messages:
            server = subprocess.Popen(
                [self.environment / "bin" / "runwsgi", self.folder / "etc" / "zope.ini"],
                env=without_node(self.environment),
                stdout=messages,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while server.poll() is None and time.monotonic() < deadline:
            try:
                if requests.get(self.url(), timeout=30).ok:
                    return server
            except requests.ConnectionError:
                time.sleep(0.2)
        server.kill()
        pytest.fail(f"the server did not start: {(self.folder / 'messages').read_text()[-2000:]}")

    def url(self, path=""):
        """An address of the site."""
        return f"http://127.0.0.1:{self.port}/{SITE}/{path}".rstrip("/")

    def post(self, path, **body):
        """The answer to what the administrator sends."""
        answer = requests.post(
            self.url(path),
            json=body,
            headers={"Accept": "application/json"},
            auth=("admin", PASSWORD),
            timeout=120,
        )
        assert answer.ok, answer.text[:2000]
        return answer.json() if answer.content else None

    def get(self, path, **parameters):
        """The REST answer to anybody."""
        headers = {"Accept": "application/json"}
        answer = requests.get(self.url(path), parameters, headers=headers, timeout=60)
        assert answer.ok, answer.text[:2000]
        return answer.json()

    def publish(self, path, **fields):
        """Make an object in ``path`` and publish it; its UID."""
        created = self.post(path, **fields)
        address = created["@id"].removeprefix(self.url()).lstrip("/")
        self.post(f"{address}/@workflow/publish_directly")
        return created["UID"]
