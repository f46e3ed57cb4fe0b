"""What is being done, told to whoever waits."""

from tlvwa.portal.common.progress import reporting_to, step, steps


def test_steps_are_told_while_they_are_done():
    told = []
    with reporting_to(lambda *each: told.append(each)):
        step("Plone")
        items = steps("Leistungen", ["a", "b"])
        assert told == [("Plone", 0, 0)]
        assert next(items) == "a"
        assert told[1:] == [("Leistungen", 0, 2)]
        assert list(items) == ["b"]
    assert told[2:] == [("Leistungen", 1, 2)]


def test_where_nobody_waits_nothing_is_told():
    told = []
    with reporting_to(told.append):
        pass
    step("Plone")
    assert list(steps("Leistungen", ["a"])) == ["a"]
    assert told == []
