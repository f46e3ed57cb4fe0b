"""A PostgreSQL server made for a test."""

import os
import shutil
import subprocess
from pathlib import Path


def program(name):
    """The path of one of PostgreSQL's programs; Debian keeps some of them out of PATH."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(newest[-1]) if newest else None)


class Cluster:
    """A PostgreSQL server on a local socket; not run by root, which it refuses."""

    def __init__(self, folder):
        self.folder = folder
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def run(self, name, *arguments):
        """Run one of PostgreSQL's programs as the user who owns the cluster."""
        subprocess.run(
            [*self.user, program(name), *arguments],
            env=os.environ
            | {"PGHOST": str(self.folder), "PGUSER": "tlvwa", "PGSERVICEFILE": str(self.service)},
            cwd=self.folder,
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )

    def start(self):
        """Make the cluster, and the database that the profile's service names."""
        if self.user:
            shutil.chown(self.folder, "postgres")
        options = ("--username=tlvwa", "--auth=trust", "--no-sync", "--encoding=UTF8")
        self.run("initdb", f"--pgdata={self.data}", *options)
        server = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        # Its output would else keep the pipe of this process open.
        self.run("pg_ctl", "start", f"--pgdata={self.data}", "--log=log", "-w", f"-o{server}")
        self.run("createdb", "tlvwa")
        self.service.write_text(f"[tlvwa]\nhost={self.folder}\ndbname=tlvwa\nuser=tlvwa\n")

    def stop(self):
        """Stop the server if it runs, and remove the cluster."""
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "stop", f"--pgdata={self.data}", "--mode=fast")
        shutil.rmtree(self.folder)

    @property
    def data(self):
        """Where the cluster lies."""
        return self.folder / "data"

    @property
    def service(self):
        """The service file that names the database, as ``~/.pg_service.conf`` does."""
        return self.folder / "pg_service.conf"
