"""Arguments, options and exit codes that several commands share."""

from datetime import date, datetime
from pathlib import Path

import click

DAY = click.DateTime(formats=["%Y-%m-%d"])
AMBIGUOUS, WRONG = 3, 1  # exit codes

file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
day_option = click.option("--date", "day", type=DAY, help="Der Tag, JJJJ-MM-TT; sonst heute.")
json_option = click.option("--json", "as_json", is_flag=True, help="Für Programme.")
land_option = click.option("--land", help="Nur dieses Land, zum Beispiel 16.")


as_of_option = click.option(
    "--as-of", type=DAY, help="Stand eines Auszugs, der ihn nicht nennt, JJJJ-MM-TT."
)


def day_of(moment: datetime | None) -> date:
    """The day that an option gives, else today."""
    from tlvwa.portal.common.clock import today

    return moment.date() if moment else today()
