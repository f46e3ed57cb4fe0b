"""What is asked of a page that is shown: by axe, by the keyboard, in every light and on paper."""

from itertools import pairwise

from .conftest import AXE, SCREENSHOTS

SCHEMES = ("light", "dark")
PICTURED = (1280, 390)
WIDTHS = (*PICTURED, 320)
RUN_AXE = "async () => (await axe.run(document)).violations"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
# Each stop of the keyboard, and whether it looks as it did before: no outline, no shadow, no other border.
WITHOUT_FOCUS = """() => {
  document.activeElement.blur();
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const stops = [...document.querySelectorAll(kinds)].filter((each) => each.type !== "hidden"
    && !each.disabled && each.tabIndex >= 0 && each.checkVisibility({visibilityProperty: true}));
  const drawn = (stop) => {
    const look = (element, part) => {
      const style = getComputedStyle(element, part);
      return [style.outlineStyle === "none" ? "" : style.outline, style.boxShadow, style.borderColor,
        style.backgroundColor].join();
    };
    const beside = stop.nextElementSibling;
    const parts = ["", "::before", "::after"];
    return [stop, beside].filter(Boolean).flatMap((each) => parts.map((part) => look(each, part))).join();
  };
  return stops.filter((stop) => {
    const before = drawn(stop);
    stop.focus();
    const same = document.activeElement !== stop || drawn(stop) === before;
    stop.blur();
    return same;
  }).map((stop) => stop.outerHTML.slice(0, 160));
}"""
# Icons are a mask over a colour: that of their ground hides them.
ICONS_UNSEEN = """() => [...document.querySelectorAll(".kern-icon")].filter((icon) => {
    const colour = (element) => {
      const pixel = Object.assign(document.createElement("canvas"), {width: 1, height: 1}).getContext("2d");
      pixel.fillStyle = getComputedStyle(element).backgroundColor;
      pixel.fillRect(0, 0, 1, 1);
      return pixel.getImageData(0, 0, 1, 1).data.join();
    };
    let ground = icon.parentElement;
    while (ground.parentElement && colour(ground) === "0,0,0,0") ground = ground.parentElement;
    return icon.checkVisibility() && colour(icon) === colour(ground);
  }).map((icon) => icon.outerHTML)"""
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .map((each) => Number(each.tagName[1]))"""
NAMES_OF_NAVS = """() => [...document.querySelectorAll("nav")].map((each) =>
  each.getAttribute("aria-label")
    ?? document.getElementById(each.getAttribute("aria-labelledby"))?.innerText)"""
UNNAMED_FIELDS = """() => [...document.querySelectorAll("input, select, textarea")]
  .filter((each) => each.checkVisibility() && each.type !== "submit" && !each.labels.length
    && !each.getAttribute("aria-label") && !each.getAttribute("aria-labelledby"))
  .map((each) => each.outerHTML.slice(0, 160))"""
# A picture that is fetched when somebody scrolls to it is missing in a screenshot of the whole page.
FETCH_PICTURES = """() => Promise.allSettled([...document.images].map((image) => {
    image.loading = "eager";
    return image.decode();
  }))"""
MOVING = """() => [...document.querySelectorAll("*")].filter((each) => {
    const style = getComputedStyle(each);
    return style.animationName !== "none"
      || style.transitionDuration.split(", ").some((time) => parseFloat(time));
  }).map((each) => each.outerHTML.slice(0, 160))"""
FOLDED = """() => [...document.querySelectorAll("main details")].filter((each) =>
    each.checkVisibility() && !each.lastElementChild.checkVisibility({contentVisibilityAuto: true}))
  .map((each) => each.querySelector("summary").innerText)"""


def violations(page):
    """What axe finds, in the light that is on: pairs of a rule and the element's source."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text())
    return [
        (violation["id"], node["html"][:160])
        for violation in page.evaluate(RUN_AXE)
        for node in violation["nodes"]
    ]


def violations_by_scheme(page):
    """What axe finds in light and in dark, by the scheme; nothing is an empty dictionary."""
    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        if wrong := violations(page):
            found[scheme] = wrong
    page.emulate_media(color_scheme="light")
    return found


def pictured(page, name):
    """Take pictures of the whole page; the widths at which it has to be moved sideways."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.evaluate(FETCH_PICTURES)
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width in PICTURED:
            page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
        if page.evaluate(TOO_WIDE):
            wrong.append(width)
    page.set_viewport_size({"width": 1280, "height": 900})
    return wrong


def fits_with_large_text(page):
    """Whether text of twice the size needs no moving sideways."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide = page.evaluate(TOO_WIDE)
    page.evaluate("document.documentElement.style.fontSize = ''")
    return not wide


def skipped_levels(page):
    """The levels of headings that follow one that is two or more above them."""
    levels = [0, *page.evaluate(HEADINGS)]
    return [after for before, after in pairwise(levels) if after > before + 1]


def without_focus(page):
    """The stops of the keyboard that do not show that they have the focus."""
    page.keyboard.press("Tab")  # From now on the focus is the keyboard's, and shown.
    return page.evaluate(WITHOUT_FOCUS)
