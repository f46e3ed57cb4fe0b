"""Which tests stay together where several run at once: those that share what takes long to make.

Groups by mark (``--dist loadgroup``) would do, but pytest-xdist 3.8 does not see them with pytest 9.2:
https://github.com/pytest-dev/pytest-xdist/issues/1386
"""

from xdist.scheduler import LoadFileScheduling

DEMO_SITE = "tests/acceptance/"


class Scheduling(LoadFileScheduling):
    """One process for the tests of a file, and one for all tests on the demo site."""

    def _split_scope(self, nodeid):
        return DEMO_SITE if nodeid.startswith(DEMO_SITE) else super()._split_scope(nodeid)
