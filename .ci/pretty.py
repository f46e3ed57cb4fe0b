"""zpretty, but page templates keep their letters: it would write ö as &ouml;, and nobody could read it."""

import sys

from zpretty.cli import run
from zpretty.elements import PrettyElement

PrettyElement.escaper.substitute_html = PrettyElement.escaper.substitute_xml

if __name__ == "__main__":
    sys.exit(run())
