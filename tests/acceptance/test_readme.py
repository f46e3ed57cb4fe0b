"""The picture in the README: ``README_PICTURE=write`` takes it anew from the demo site."""

import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

CHECKOUT = Path(__file__).parents[2]
GOESEN = "160745052025"
SIZE = {"width": 1280, "height": 800}

pytestmark = pytest.mark.browser


def test_the_picture_is_of_the_answer_that_its_text_names(page, server):
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    text, path = re.search(r"!\[([^]]+)\]\(([^)]+\.png)\)", readme).groups()
    page.set_viewport_size(SIZE)
    service = server.service("Hundesteuer")
    page.goto(f"{server.root}/zustaendigkeitsfinder?service={service}&area={GOESEN}")
    answer = page.get_by_role("region", name="Zuständig ist")
    expect(answer.get_by_role("link", name="Stadtverwaltung Eisenberg")).to_be_visible()
    assert "Gösen" in text
    if os.environ.get("README_PICTURE") == "write":
        page.screenshot(path=CHECKOUT / path)
    with Image.open(CHECKOUT / path) as picture:
        assert picture.size == (SIZE["width"], SIZE["height"])
