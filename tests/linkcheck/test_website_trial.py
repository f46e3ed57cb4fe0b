"""Under which address the name of a website is reached."""

import pytest

from tlvwa.portal.linkcheck.results import CheckResult, LinkStatus
from tlvwa.portal.linkcheck.website_trial import WebsiteResult, addresses_of, try_website

pytestmark = pytest.mark.unit
OK, REFUSED = CheckResult(LinkStatus.OK, 200), CheckResult(LinkStatus.REFUSED, 403)
LATER, NO_HOST = CheckResult(LinkStatus.LATER, 429), CheckResult(LinkStatus.NO_HOST)
HTTPS, HTTPS_WWW, HTTP, HTTP_WWW = (
    *("https://jena.example", "https://www.jena.example"),
    *("http://jena.example", "http://www.jena.example"),
)


def moved(location):
    return CheckResult(LinkStatus.MOVED, 200, location)


def test_the_order():
    assert addresses_of(HTTPS) == (HTTPS, HTTPS_WWW, HTTP, HTTP_WWW)
    assert addresses_of(HTTPS_WWW) == (HTTPS_WWW, HTTPS, HTTP_WWW, HTTP)


@pytest.mark.parametrize(
    ("answers", "address"),
    [
        ({HTTPS: OK, HTTP: OK}, HTTPS),
        ({HTTPS_WWW: OK, HTTP: OK}, HTTPS_WWW),
        ({HTTP: OK}, HTTP),
        ({HTTP_WWW: REFUSED}, HTTP_WWW),
        ({HTTPS: LATER, HTTPS_WWW: OK}, HTTPS_WWW),
        ({HTTPS: moved("https://www.jena.example/de")}, "https://www.jena.example/de"),
        ({HTTPS: moved("https://parked.example/"), HTTP: OK}, HTTP),
        ({HTTPS: moved("https://jena.example.evil.example/")}, ""),
        ({HTTPS: CheckResult(LinkStatus.PRIVATE)}, ""),
        ({HTTPS: CheckResult(LinkStatus.GONE, 404)}, ""),
        ({}, ""),
    ],
)
def test_the_first_that_answers(answers, address):
    assert try_website(HTTPS, lambda each: answers.get(each, NO_HOST)) == WebsiteResult(address)


def test_a_server_that_is_busy_decides_nothing():
    result = try_website(HTTPS, lambda each: LATER if each == HTTPS else NO_HOST)
    assert result == WebsiteResult(is_later=True)
