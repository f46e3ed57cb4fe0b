"""The commands that keep a site in order: jobs, the read models, consistency."""

import click

from tlvwa.portal.cli.options import WRONG, json_option
from tlvwa.portal.cli.output import print_json


@click.group()
def jobs():
    """Was von Zeit zu Zeit zu tun ist."""


@jobs.command("run")
@json_option
@click.pass_context
def jobs_run(context, as_json):
    """Alles Fällige tun: Altes löschen, zählen, Änderungen vermerken und mitteilen, Links prüfen."""
    from tlvwa.portal.jobs.run import registered_jobs, run_jobs

    with context.obj():
        jobs_by_name, counts = registered_jobs(), run_jobs()
    if as_json:
        print_json(counts)
    else:
        for name, count in counts.items():
            failed = f"Fehlgeschlagen, siehe Protokoll: {name}"
            click.echo(failed if count is None else jobs_by_name[name].report.format(count))
    context.exit(WRONG if None in counts.values() else 0)


@click.command()
@click.pass_context
def rebuild(context):
    """Die Lesemodelle aus der Datenbank neu aufbauen und zählen."""
    from time import perf_counter

    from tlvwa.portal.readmodels.follower import build_snapshot, write_node_file

    with context.obj() as site:
        started = perf_counter()
        snapshot = build_snapshot(site)
        seconds = perf_counter() - started
        click.echo(
            f"{len(snapshot.nodes)} Objekte, {len(snapshot.rulebook.services)} Leistungen, "
            f"{sum(1 for _ in snapshot.gazetteer.areas())} Gebiete in {seconds:.1f} Sekunden "
            f"(Eintrag {snapshot.stamp.number})."
        )
        write_node_file(site, snapshot)


@click.command()
@json_option
@click.pass_context
def check(context, as_json):
    """Prüfen, ob alles zusammenpasst: Bezüge, Gebiete, Kriterien, Öffnungszeiten."""
    from tlvwa.portal.readmodels import consistency
    from tlvwa.portal.security.embargo import catalog
    from tlvwa.portal.security.login import accounts

    with context.obj() as site:
        findings = [
            *consistency.findings(site),
            *catalog.findings(site),
            *accounts.findings(site),
        ]
    if as_json:
        print_json(findings)
    else:
        for finding in findings:
            click.echo(f"{finding['path']}: {finding['problem']}")
        click.echo(f"{len(findings)} Befunde." if findings else "Alles in Ordnung.")
    context.exit(WRONG if findings else 0)
