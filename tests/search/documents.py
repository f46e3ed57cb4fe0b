"""What the search is measured over: the demo's services and the LeiKa table, as documents."""

import os
import re
from html import unescape
from pathlib import Path

from tlvwa.portal.exchange.leika_table import read_table
from tlvwa.portal.search.fields import Document
from tlvwa.portal.setuphandlers.demo import data
from tlvwa.portal.setuphandlers.demo.referrals import service_entry

DATA = Path(os.environ.get("TLVWA_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
TABLE = DATA / "leika" / "leika_ozg_nrw_2019-10.csv"
OPEN_QUERIES = DATA / "relevance" / "open.csv"
MARKUP = re.compile(r"<[^>]*>")


def demo_documents():
    """The services and referrals of the demo, by UID, as the site's read models have them."""
    entries = [*data.services(), *map(service_entry, data.referrals())]
    return {entry["id"]: (_service(entry), *_variants(entry)) for entry in entries}


def _service(entry):
    return Document(
        uid=entry["id"],
        title=entry["title"],
        names=(entry["name"],) if "name" in entry else (),
        synonyms=tuple(entry.get("synonyms", ())),
        teaser=entry["teaser"],
        body=_words(
            *entry.get("modules", {}).values(),
            *(row["title"] for row in entry.get("documents", ())),
        ),
        laws=tuple(row["title"] for row in entry.get("legal_basis", ())),
        keys=tuple(entry.get("leika_keys", ())),
        short_name=entry["id"],
        kind="service",
    )


def _variants(entry):
    return (
        Document(
            uid=entry["id"],
            title=variant["title"],
            synonyms=tuple(variant.get("synonyms", ())),
            teaser=variant.get("teaser", ""),
            language=variant.get("language", ""),
            kind="service",
            is_variant=True,
        )
        for variant in entry.get("variants", ())
    )


def _words(*texts):
    return " ".join(unescape(MARKUP.sub(" ", " ".join(texts))).split())


def leika_documents(path=TABLE):
    """The services of the LeiKa table, by key: a name and laws, no texts."""
    return {
        row.key: (
            Document(
                uid=row.key,
                title=row.name,
                names=(row.name,),
                laws=tuple(law.title for law in row.laws),
                keys=(row.key,),
                kind="service",
            ),
        )
        for row in read_table(path).rows
    }
