"""What somebody may type, or a program may send, that is no query; and what must not come of it."""

BAD = (
    *("", " ", "x", "ä", "a" * 10_000, "hund " * 2_000, "und und und", "der die das", "* ? ~ ^ :"),
    *('"(', '"hund" AND (steuer OR NOT', "title:hund^2", "hund*", "-hund", "hund~2", "[a TO b]"),
    *("\x00", "hund\x07\x1b[2J\x7f", "\u202e dnuh", "\ufeff", "😀", "👩‍👩‍👧 hund", "\U000e0041"),
    *("'; DROP TABLE services; --", "1 OR 1=1", "${7*7}", "%s%n", "../../etc/passwd", "{{x}}"),
    *("<script>alert(1)</script>", "hund <img src=x onerror=alert(1)>", '"><svg/onload=alert(1)>'),
    *("<mark>hund</mark>", "&lt;b&gt;", "hund&amp;<b>", "ﬁ ½ Ⅷ ﷽", "e\u0301" * 100),
)
MARKUP = ("<script>alert", "<img src=x", "<svg/onload")


def assert_harmless(response):
    """The answer is a page, and nothing that was typed is markup in it."""
    assert response.status_int == 200
    for each in MARKUP:
        assert each not in response.text
