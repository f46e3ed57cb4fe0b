"""Make versions.cfg, the lock for buildout, from constraints.txt, the lock for pip."""

from pathlib import Path

PROFILES = Path(__file__).resolve().parent
CONSTRAINTS = PROFILES.parent / "constraints.txt"
VERSIONS = PROFILES / "versions.cfg"
HEAD = "# Made from constraints.txt by make_versions.py; change the pins there.\n[versions]\n"


def versions_cfg(constraints: str) -> str:
    """The text of versions.cfg for the text of constraints.txt."""
    lines = (line.strip() for line in constraints.splitlines())
    pins = (line.split("==") for line in lines if line and not line.startswith("#"))
    return HEAD + "".join(f"{name} = {version}\n" for name, version in pins)


if __name__ == "__main__":
    VERSIONS.write_text(versions_cfg(CONSTRAINTS.read_text(encoding="utf-8")), encoding="utf-8")
