"""What may stand in the markup of a page: what Plone's templates write, and styles that load nothing."""

import time

import pytest

from tlvwa.portal.security.response.inline import (
    HANDLERS,
    MOST_HASHES,
    SCRIPTS,
    is_harmless_style,
    plones_scripts,
    script_hashes,
    style_hashes,
)


@pytest.mark.parametrize(
    "style",
    [
        *(
            "",
            "text-align: center",
            "text-align:center;",
            "width: 50%; height: auto",
            "color: #ff0000",
        ),
        *("float: right; margin: 0 1em 1em 0", "display: none", "display:inline-block", ";;"),
        *(
            "border-collapse: collapse; border-width: 1px",
            "color: rgb(1, 2, 3)",
            "COLOR: red !important",
        ),
    ],
)
def test_styles_of_texts_are_harmless(style):
    assert is_harmless_style(style)


@pytest.mark.parametrize(
    "style",
    [
        *(
            "background: url(//elsewhere.example/x)",
            "background-image:url('x')",
            "width: expression(1)",
        ),
        *(
            "color: red; background:url(x)",
            "position: fixed; top: 0",
            "margin: -100px",
            "margin:0 -.5em",
        ),
        *(
            "list-style: url(x)",
            "width: \\75rl(x)",
            "width: u/**/rl(x)",
            "behavior: url(x)",
            "z-index: 9",
        ),
        *(
            "content: 'x'",
            "color: var(--x)",
            "width: image-set('x' 1x)",
            "@import 'x'",
            "color: red}a{",
        ),
        *("-moz-binding: url(x)", "cursor: url(x)", "color: attr(x)", "<!--", "color: re\x00d"),
    ],
)
def test_styles_that_load_or_move_are_not(style):
    assert not is_harmless_style(style)


def test_a_long_style_takes_no_time():
    begin = time.process_time()
    is_harmless_style("color:" + "rgb" * 20_000 + "(")
    is_harmless_style("color: red;" * 20_000 + "x")
    is_harmless_style(";" + " " * 20_000 + "x")
    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    "code",
    [
        *("alert(1)", "copyDataForSubmit('x');alert(1)", "copyDataForSubmit('x');\nalert(1)"),
        *(
            "form.submit();alert(1)",
            "javascript:from2to('x'+alert(1))",
            "javascript:from2to('x');alert(1)",
        ),
        *(
            "document.getElementById('x').disabled=alert(1);",
            'from2to("x")',
            "copyDataForSubmit('x\\');",
        ),
    ],
)
def test_no_other_code_is_known(code):
    assert not SCRIPTS.fullmatch(code)
    assert not HANDLERS.fullmatch(code)
    assert script_hashes(f"<script>{code}</script><p onclick='{code}' onclick=\"{code}\">") == ()


def test_a_hostile_page_takes_no_time():
    begin = time.process_time()
    page = " onclick=" * 50_000 + "<script " * 50_000 + "<script>" * 50_000 + ' style="' * 50_000
    assert script_hashes(page) == style_hashes(page) == ()
    assert time.process_time() - begin < 2


def test_plones_own_code_is_known():
    page = """<button onclick="javascript:from2to('form-widgets-a')">x</button>
        <input onclick="document.getElementById(&#39;form-widgets-b-input&#39;).disabled=true;">
        <script>copyDataForSubmit('form-widgets-a');</script>"""
    assert len(script_hashes(page)) == 3
    assert len(plones_scripts()) >= 4


def test_the_number_of_hashes_is_limited():
    page = "".join(f'<p style="width: {number}px">' for number in range(500))
    assert len(style_hashes(page)) == MOST_HASHES
