"""The settings of the log-in provider."""

import os
from dataclasses import dataclass
from typing import Any

from plone import api
from plone.supermodel import model
from zope import schema
from zope.interface import invariant

from tlvwa.portal.common.i18n import _
from tlvwa.portal.security.login.provider.rules import (
    check_all,
    check_group_line,
    check_issuer,
    check_scope,
    group_pair,
)

LOGIN_PREFIX = "tlvwa.portal.login"
SECRET = "TLVWA_OIDC_SECRET"  # the name of a variable of the environment, in which no backup looks


class ILoginSettings(model.Schema):
    """The settings of the log-in, in the registry of a site."""

    issuer = schema.ASCIILine(
        title=_("Anbieter der Anmeldung"),
        description=_(
            "Die Adresse (Issuer) eines Anbieters nach OpenID Connect, zum Beispiel "
            "https://login.example.org/realms/land. Nur https. Leer: Anmeldung nur mit Passwort."
        ),
        required=False,
        constraint=check_issuer,
    )
    client_id = schema.ASCIILine(
        title=_("Kennung dieser Website beim Anbieter"),
        description=_(
            "Client-ID. Das Client-Geheimnis steht nicht hier, sondern in der Umgebung des Webservers "
            "(TLVWA_OIDC_SECRET)."
        ),
        required=False,
    )
    scope = schema.ASCIILine(
        title=_("Was vom Anbieter erbeten wird"),
        description=_("Scopes, durch Leerzeichen getrennt; „openid“ gehört dazu."),
        default="openid profile email",
        constraint=check_scope,
    )
    groups_claim = schema.ASCIILine(
        title=_("Merkmal mit den Gruppen"),
        description=_("Der Name des Claims, in dem der Anbieter die Gruppen nennt."),
        default="groups",
    )
    groups = schema.List(
        title=_("Gruppen"),
        description=_(
            "Je Zeile: Gruppe beim Anbieter|Gruppe dieser Website, zum Beispiel "
            "portal-redaktion|zentralredaktion. Wer in keiner dieser Gruppen ist, wird nicht angemeldet. "
            "Was jemand beim Anbieter nicht mehr hat, verliert er hier mit der nächsten Anmeldung."
        ),
        value_type=schema.TextLine(constraint=check_group_line),
        required=False,
        default=[],
    )
    button = schema.TextLine(
        title=_("Beschriftung der Schaltfläche"),
        description=_("Steht auf der Anmeldeseite. Leer: „Mit Dienstkonto anmelden“."),
        required=False,
    )
    only_provider = schema.Bool(
        title=_("Anmeldung nur über den Anbieter"),
        description=_(
            "Passwörter gelten dann nicht mehr, außer für die Konten darunter. Konten der Zope-Wurzel "
            "bleiben für Notfälle, auf dem Server selbst."
        ),
        required=False,
        default=False,
    )
    password_accounts = schema.List(
        title=_("Konten, die sich weiter mit Passwort anmelden"),
        description=_("Für Programme. Je Zeile ein Anmeldename."),
        value_type=schema.TextLine(),
        required=False,
        default=[],
    )
    invariant(check_all)


@dataclass(frozen=True)
class LoginSettings:
    """What the settings say; ``groups``: group of the provider -> groups of the site."""

    issuer: str
    client_id: str
    client_secret: str | None
    scope: str
    groups_claim: str
    groups: dict[str, frozenset[str]]
    button: str | None
    only_provider: bool
    password_accounts: frozenset[str]

    @property
    def site_groups(self) -> frozenset[str]:
        """The groups of the site that the provider decides about."""
        return frozenset().union(*self.groups.values())


def login_settings() -> LoginSettings | None:
    """Return the settings; ``None`` where no provider is named."""
    issuer, client_id = _value("issuer"), _value("client_id")
    if not issuer or not client_id:
        return None
    groups: dict[str, frozenset[str]] = {}
    for line in _value("groups") or ():
        theirs, ours = group_pair(line)
        groups[theirs] = groups.get(theirs, frozenset()) | {ours}
    return LoginSettings(
        issuer=issuer,
        client_id=client_id,
        client_secret=os.environ.get(SECRET) or None,
        scope=_value("scope"),
        groups_claim=_value("groups_claim"),
        groups=groups,
        button=_value("button"),
        only_provider=bool(_value("only_provider")),
        password_accounts=frozenset(_value("password_accounts") or ()),
    )


def _value(name: str) -> Any:  # the type is that of the field in ``ILoginSettings``
    return api.portal.get_registry_record(f"{LOGIN_PREFIX}.{name}", default=None)
