"""Takes out of HTML what would be loaded from elsewhere. Plain Python."""

import re
from dataclasses import dataclass

from lxml import etree, html

from tlvwa.portal.security.media.addresses import MediaHosts
from tlvwa.portal.security.response.inline import is_harmless_style

# What could hold something that is loaded.
SUSPECT = re.compile(
    r"<\s*(?:applet|audio|base|embed|frame|iframe|image|img|input|link|math|meta|object|picture|portal"
    r"|source|style|svg|track|video|!|\?)|style\s*=|background|srcset|poster|ping|lowsrc|dynsrc",
    re.IGNORECASE,
)
# Never in a text, wherever they come from: they load, or change where everything leads.
NEVER = frozenset(
    (
        *("applet", "base", "embed", "frame", "frameset", "link", "math", "meta", "object"),
        *("portal", "style", "svg", "template"),
    )
)
NEEDS_SOURCE = frozenset(("iframe", "img", "image", "source", "track"))
# They have no end, so this parser takes what follows them for their content.
WITHOUT_END = frozenset(("source", "track"))
MEDIA = frozenset(("audio", "video"))
ONE_ADDRESS = frozenset(
    ("src", "poster", "background", "lowsrc", "dynsrc", "data", "code", "codebase")
)
MANY_ADDRESSES = frozenset(("srcset", "imagesrcset"))
# What a frame holds instead of an address, and whom a link tells that it was followed.
NO_ADDRESS = frozenset(("srcdoc", "ping", "attributionsrc"))


@dataclass(frozen=True)
class CleanText:
    """A text without what is foreign, and what was taken out of it, each thing once."""

    text: str
    removed: tuple[str, ...]


def without_foreign_media(text: str, hosts: MediaHosts) -> CleanText:
    """Return HTML without what would be loaded from other hosts; unchanged if there is nothing of it."""
    if not SUSPECT.search(text):
        return CleanText(text, ())
    # Bytes, since a text that says how it is encoded is refused otherwise.
    root = html.fragment_fromstring(
        text.replace("\x00", "").encode(),
        create_parent="div",
        parser=html.HTMLParser(encoding="utf-8"),
    )
    removed: dict[str, None] = {}
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _drop(element)  # comments hide from this parser what they do not hide from browsers
        elif element is not root:
            removed |= dict.fromkeys(_clean(element, hosts))
    for picture in list(root.iter("picture")):
        if picture.find(".//img") is None:
            picture.drop_tag()  # Plone fails for one without a picture in it
    changed = etree.tostring(root, encoding="unicode", method="html")
    return CleanText(changed.removeprefix("<div>").removesuffix("</div>"), tuple(removed))


def _clean(element: html.HtmlElement, hosts: MediaHosts) -> list[str]:
    """Clean one element, or drop it; return what was taken out."""
    tag = element.tag.lower()
    removed = [] if tag not in NEVER else [tag]
    for name, value in list(element.attrib.items()):
        if _is_foreign(name.lower().rpartition(":")[2], value, tag, hosts):
            del element.attrib[name]
            removed.append(value.strip())
    removed += _clean_style(element)
    needs_source = tag in NEEDS_SOURCE or (tag in MEDIA and removed)
    if tag in NEVER or (needs_source and not _has_source(element)):
        _drop(element)
    return removed


def _is_foreign(name: str, value: str, tag: str, hosts: MediaHosts) -> bool:
    if name in MANY_ADDRESSES:
        return not hosts.allow_all(value)
    if name in ONE_ADDRESS or (name == "href" and tag in ("image", "use")):
        return not hosts.allow(value)
    return name in NO_ADDRESS


def _clean_style(element: html.HtmlElement) -> list[str]:
    """Keep the harmless parts of a style; return those that could have loaded something."""
    style = element.get("style")
    if style is None or is_harmless_style(style):
        return []
    parts = [part.strip() for part in style.split(";")]
    kept = "; ".join(part for part in parts if part and is_harmless_style(part))
    if kept:
        element.set("style", kept)
    else:
        del element.attrib["style"]
    return [part for part in parts if "(" in part and not is_harmless_style(part)]


def _has_source(element: html.HtmlElement) -> bool:
    return any(element.get(name) for name in ("src", "srcset", "href")) or any(
        child.tag == "source" for child in element
    )


def _drop(element: html.HtmlElement) -> None:
    """Remove an element with what is in it; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tag in WITHOUT_END:
        element.drop_tag()
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
