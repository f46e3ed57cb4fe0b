"""``security.txt`` (RFC 9116) says whom to tell of a weakness; without a contact there is none."""

from plone import api


def lines_of(response):
    """The fields of the file."""
    assert response.status_int == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in response.text.splitlines())


def test_without_a_contact_there_is_none(anybody):
    assert anybody.get(".well-known/security.txt").status_int == 404


def test_it_says_whom_to_tell(portal, anybody, clock):
    clock(2026, 11, 28)
    api.portal.set_registry_record("tlvwa.portal.security_contact", "sicherheit@example.org")
    address = f"{portal.absolute_url()}/.well-known/security.txt"
    fields = lines_of(anybody.get(".well-known/security.txt"))
    assert fields.pop("Canonical").replace(":80/", "/") == address
    assert fields == {
        "Contact": "mailto:sicherheit@example.org",
        "Expires": "2027-05-27T00:00:00Z",
        "Preferred-Languages": "de, en",
    }


def test_it_names_the_rules(anybody):
    api.portal.set_registry_record("tlvwa.portal.security_contact", "https://example.org/melden")
    api.portal.set_registry_record("tlvwa.portal.security_policy", "https://example.org/regeln")
    fields = lines_of(anybody.get(".well-known/security.txt"))
    assert fields["Contact"] == "https://example.org/melden"
    assert fields["Policy"] == "https://example.org/regeln"


def test_the_former_address_leads_there(portal, anybody):
    response = anybody.get("security.txt")
    assert response.status_int == 302
    assert response.headers["Location"].endswith("/.well-known/security.txt")


def test_nothing_else_is_there(anybody):
    api.portal.set_registry_record("tlvwa.portal.security_contact", "sicherheit@example.org")
    for path in (".well-known", ".well-known/x", ".well-known/security.txt/x"):
        assert anybody.get(path).status_int == 404
