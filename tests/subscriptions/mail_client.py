"""Fills in the forms of subscriptions as a browser does, and follows the addresses in mails."""

import re

from lxml import html

HOUR = (2026, 11, 25, 12)
ADDRESS = re.compile(r"http\S+/aenderungen-(?:bestaetigen|abbestellen)\?t=\S+")


def form_of(response):
    """What a browser would send of the page's POST form, and to which address."""
    tree = html.fromstring(response.text)
    (form,) = tree.xpath("//main//form[@method='post'][not(.//input[@name='wo'])]")
    return dict(form.form_values()), form.get("action")


def told(response):
    """The words of the page."""
    tree = html.fromstring(response.text)
    return " ".join(tree.get_element_by_id("inhalt").text_content().split())


def order(visitor, clock, address, root="", seconds=10, **subject):
    """Open the page, type an address, wait, and send: the response."""
    clock(*HOUR, 0, 0)
    fields, action = form_of(visitor.get(f"{root}aenderungen", **subject))
    clock(*HOUR, 0, seconds)
    return visitor.send(action, fields | {"email": address})


def body(message):
    """The text of a mail."""
    return message.get_content().replace("\r\n", "\n")


def address_in(message):
    """The address in a mail that leads to a page with a button."""
    return ADDRESS.search(body(message))[0]


def press(visitor, page, **more):
    """Send the form of a page: the response."""
    fields, action = form_of(page)
    return visitor.send(action, fields | more)


def confirm(visitor, mail):
    """Open the address in the last mail and press the button: the response."""
    return press(visitor, visitor.get(address_in(mail[-1])))
