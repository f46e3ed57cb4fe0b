"""Telephone fields: what is read, what a link dials, and what is refused and why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlvwa.portal.common.phone_numbers import PhoneError, PhoneErrorCode, read_phones

# What is entered, and what the links of its numbers dial.
READ = {
    "0361 37-0": ["tel:+49361370"],
    "0361/3773-7000": ["tel:+4936137737000"],
    "0361 / 3773-7000": ["tel:+4936137737000"],
    "(0361) 57 332-1234": ["tel:+49361573321234"],
    "(0361)57 332 1234": ["tel:+49361573321234"],
    "0361 57 332 1234": ["tel:+49361573321234"],
    "+49 (0)361 573321-234": ["tel:+49361573321234"],
    "+49 0361 573321-234": ["tel:+49361573321234"],
    "+49(361)573321-234": ["tel:+49361573321234"],
    "0049 361 573321-234": ["tel:+49361573321234"],
    "+49-361-573321234": ["tel:+49361573321234"],
    "(+49) 361 573321-234": ["tel:+49361573321234"],
    "+49/361/573321-234": ["tel:+49361573321234"],
    "03 61 / 57 10 0": ["tel:+4936157100"],
    "(03 61)/57 10-0": ["tel:+4936157100"],
    "0361 573321–234": ["tel:+49361573321234"],
    "0361 – 573321 – 234": ["tel:+49361573321234"],
    "0361.573321.234": ["tel:+49361573321234"],
    "0361-573321": ["tel:+49361573321"],
    "0361\N{NO-BREAK SPACE}57\N{NON-BREAKING HYPHEN}100": ["tel:+4936157100"],
    "036137100": ["tel:+4936137100"],
    "03641 49 50 00 (Mo–Fr)": ["tel:+493641495000"],
    "03641 49 50 00 (Mo–Fr 8–12 Uhr)": ["tel:+493641495000"],
    "Tel.: 0361 57-100": ["tel:+4936157100"],
    "Telefon 0361 57-100": ["tel:+4936157100"],
    "tel:+49-361-57100": ["tel:+4936157100"],
    "tel:+4936157100;ext=12": ["tel:+4936157100;ext=12"],
    # two numbers
    "0361 1234 / 5678": ["tel:+493611234", "tel:+493615678"],
    "(0361) 1234 / 5678": ["tel:+493611234", "tel:+493615678"],
    "0361/1234, 0361/5678": ["tel:+493611234", "tel:+493615678"],
    "0361 1234 oder 0171 1234567": ["tel:+493611234", "tel:+491711234567"],
    "0361 1234/0361 5678": ["tel:+493611234", "tel:+493615678"],
    "0361 1234; +49 361 5678": ["tel:+493611234", "tel:+493615678"],
    "0361 1234 und 115": ["tel:+493611234", "tel:115"],
    "0361 1234 (Mo) / 0361 5678 (Di)": ["tel:+493611234", "tel:+493615678"],
    "036691 860-0 oder -15": ["tel:+49366918600", "tel:+493669186015"],
    "036691 860-0, -15": ["tel:+49366918600", "tel:+493669186015"],
    "036691 860-0/-15": ["tel:+49366918600", "tel:+493669186015"],
    "036691 860-10/-15/-20": ["tel:+493669186010", "tel:+493669186015", "tel:+493669186020"],
    "0361 1234\n0361 5678": ["tel:+493611234", "tel:+493615678"],
    # a range dials its central number
    "03643 762-0 bis -99": ["tel:+4936437620"],
    "03643 762-0 bis 99": ["tel:+4936437620"],
    "03643 762-0 bis 762-99": ["tel:+4936437620"],
    "03643 762-0 – 99": ["tel:+4936437620"],
    "03643 762-0–99": ["tel:+4936437620"],
    "03643 762-0 - 99": ["tel:+4936437620"],
    "03643 762-0 ... -99": ["tel:+4936437620"],
    "0361 57-100 bis 57-199": ["tel:+4936157100"],
    # extensions
    "0361 1234 App. 12": ["tel:+493611234;ext=12"],
    "0361 1234, Apparat 12": ["tel:+493611234;ext=12"],
    "0361 1234 (App. 12)": ["tel:+493611234;ext=12"],
    "0361 1234 Durchwahl 5": ["tel:+493611234;ext=5"],
    "0361 1234-0 Durchwahl 56": ["tel:+49361123456"],
    "0361 1234-0 DW -56": ["tel:+49361123456"],
    "0361 1234-0 App. 56": ["tel:+4936112340;ext=56"],
    "0361 1234 App. 12 oder 0361 5678": ["tel:+493611234;ext=12", "tel:+493615678"],
    # numbers without an area code, of services, of other countries
    "115": ["tel:115"],
    "116 117": ["tel:116117"],
    "112": ["tel:112"],
    "0800 1234567": ["tel:+498001234567"],
    "0800/1 23 45 67": ["tel:+498001234567"],
    "0800-100-200-3": ["tel:+498001002003"],
    "0180 5 1234567": ["tel:+4918051234567"],
    "0171 1234567": ["tel:+491711234567"],
    "+43 1 7146050": ["tel:+4317146050"],
    "030 18305-0": ["tel:+4930183050"],
}
REFUSED = {
    "": PhoneErrorCode.EMPTY,
    "   ": PhoneErrorCode.EMPTY,
    "keine": PhoneErrorCode.LETTERS,
    "0800 THUERINGEN": PhoneErrorCode.LETTERS,
    "O361 1234": PhoneErrorCode.LETTERS,
    "(O361) 1234": PhoneErrorCode.LETTERS,
    "0361 l234": PhoneErrorCode.LETTERS,
    "0361 1234 Zentrale": PhoneErrorCode.LETTERS,
    "Zentrale: 0361 1234": PhoneErrorCode.LETTERS,
    "0361 1234 x": PhoneErrorCode.LETTERS,
    "0361 1234 (oder 5678)": PhoneErrorCode.LETTERS,
    "0361 1234 Mo–Fr": PhoneErrorCode.LETTERS,
    "Fax 0361 1234": PhoneErrorCode.FAX,
    "0361 1234 (Fax)": PhoneErrorCode.FAX,
    "0361 1234 / Fax 0361 5678": PhoneErrorCode.FAX,
    "0361 1234*5": PhoneErrorCode.CHARACTERS,
    "0361 1234 +49 361 5678": PhoneErrorCode.CHARACTERS,
    "٠٣٦١ ١٢٣٤": PhoneErrorCode.CHARACTERS,
    "0361 1234,,12": PhoneErrorCode.CHARACTERS,
    "0361 1234 oder": PhoneErrorCode.LETTERS,
    "3773-7000": PhoneErrorCode.AREA_CODE,
    "57-100": PhoneErrorCode.AREA_CODE,
    "(361) 57-100": PhoneErrorCode.AREA_CODE,
    "1": PhoneErrorCode.AREA_CODE,
    "0361 1234/5678": PhoneErrorCode.SLASH,
    "0361 762-0-99": PhoneErrorCode.HYPHENS,
    "03643 762-10-19": PhoneErrorCode.HYPHENS,
    "03643-762-0-99": PhoneErrorCode.HYPHENS,
    "03643 762-0 99": PhoneErrorCode.HYPHENS,
    "0361 1234 / 56": PhoneErrorCode.CONTINUATION,
    "0361 1234 oder -56": PhoneErrorCode.CONTINUATION,
    "0361-1234 oder -56": PhoneErrorCode.CONTINUATION,
    "0361 1234-0 oder 56": PhoneErrorCode.CONTINUATION,
    "115 oder 5678": PhoneErrorCode.CONTINUATION,
    "0361 1200 – 1299": PhoneErrorCode.RANGE,
    "0361 762-99 bis -10": PhoneErrorCode.RANGE,
    "0361 762-0 bis": PhoneErrorCode.LETTERS,
    "0361 762-0 bis Ende": PhoneErrorCode.RANGE,
    "0361 1234 0361 5678": PhoneErrorCode.TOO_LONG,
    "0361 1234 03643 5678": PhoneErrorCode.TOO_LONG,
    "+49": PhoneErrorCode.NO_NUMBER,
    "0361": PhoneErrorCode.NO_NUMBER,
    "0361 12": PhoneErrorCode.NO_NUMBER,
    "0000 0000": PhoneErrorCode.NO_NUMBER,
    "+999 1234567": PhoneErrorCode.NO_NUMBER,
}


@pytest.mark.parametrize(("text", "uris"), READ.items())
def test_a_link_dials_what_a_person_would(text, uris):
    assert [number.uri for number in read_phones(text)] == uris


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_what_is_no_number_or_may_be_several_is_refused(text, code):
    with pytest.raises(PhoneError) as caught:
        read_phones(text)
    assert caught.value.code is code


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("036691 860-0 oder -15", [("036691 860-0", ""), ("036691 860-15", "")]),
        ("0361 1234 / 5678", [("0361 1234", ""), ("0361 5678", "")]),
        ("0361/1234 / 5678", [("0361/1234", ""), ("0361/5678", "")]),
        ("Tel. 0361 1234 (Mo–Fr)", [("0361 1234", "Mo–Fr")]),
        ("03643 762-0 bis -99", [("03643 762-0 bis -99", "")]),
        ("0361 1234 App. 12", [("0361 1234 App. 12", "")]),
    ],
)
def test_every_number_is_shown_in_full(text, shown):
    assert [(number.text, number.remark) for number in read_phones(text)] == shown


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("0123456789 +()/-–.,;oO\nABefstx"), max_size=24) | st.text())
def test_any_text_is_read_or_refused_and_no_digit_is_invented(text):
    try:
        numbers = read_phones(text)
    except PhoneError:
        return
    digits = "".join(filter(str.isdecimal, text))
    for number in numbers:
        assert number.uri.startswith("tel:")
        assert set(number.uri.removeprefix("tel:")) <= set("0123456789+;ext=")
        # all digits that are dialled were entered, the country's aside
        dialled = number.uri.removeprefix("tel:").removeprefix("+49").partition(";")[0]
        assert set(dialled) <= set(digits)
