"""The command that asks the finder."""

import click

from tlvwa.portal.cli.options import AMBIGUOUS, day_of, day_option
from tlvwa.portal.cli.output import print_json, print_lines


class Unclear(click.ClickException):
    """What was asked can mean several things."""

    exit_code = AMBIGUOUS


@click.command()
@click.argument("service")
@click.argument("place")
@day_option
@click.option(
    "--fact",
    "facts",
    multiple=True,
    metavar="NAME=TEXT",
    help="Eine Angabe, nach der gefragt wird, zum Beispiel strasse='Marktstraße 5'; mehrmals.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Für Programme: die Antwort von @responsible."
)
@click.pass_context
def responsible(context, service, place, day, facts, as_json):
    """Wer ist für SERVICE (UID, Leistungsschlüssel oder Worte) in PLACE zuständig?

    Exit-Code 0: eine Antwort; 3: eine Rückfrage oder keine eindeutige Antwort; 1: ein Fehler.
    """
    from tlvwa.portal.cli.answer_lines import UnclearPlace, answer_from_words, answer_lines
    from tlvwa.portal.finder.answer import Status
    from tlvwa.portal.finder.errors import CriterionError

    replies = _facts(facts)
    with context.obj():
        try:
            answer = answer_from_words(service, place, day_of(day), replies)
        except CriterionError:
            raise click.ClickException("--fact: Diese Angabe passt zu keiner Frage.") from None
        except UnclearPlace as error:
            raise Unclear(str(error)) from None
        except LookupError as error:
            raise click.ClickException(str(error)) from None
    if as_json:
        print_json(answer)
    else:
        print_lines(answer_lines(answer))
    is_clear = answer["status"] in (Status.ANSWERED, Status.NOT_OFFERED, Status.REFERRED)
    context.exit(0 if is_clear else AMBIGUOUS)


def _facts(texts):
    """Replies by the names of criteria; the wrong call is told by the parameter only."""
    facts = dict(text.partition("=")[::2] for text in texts)
    if not all(facts) or not all("=" in text for text in texts):
        raise click.BadParameter("NAME=TEXT wird erwartet.", param_hint="--fact")
    return facts
