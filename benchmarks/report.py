"""Figures, the aims they are held against, and the table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; ``most`` and ``least`` are its aim, if it has one."""

    part: str
    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; ``None`` without one."""
        if self.most is not None:
            return self.value <= self.most
        return None if self.least is None else self.value >= self.least

    @property
    def aim(self) -> str:
        """The aim in words."""
        if self.most is not None:
            return f"≤ {self.most:g} {self.unit}".rstrip()
        return "" if self.least is None else f"≥ {self.least:g} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part that could not be measured here, and why."""

    part: str
    reason: str


def table(figures: list[Figure], skipped: list[Skipped]) -> str:
    """Everything in one table; a missed aim stands out."""
    words = {True: "met", False: "MISSED", None: ""}
    rows = [("part", "what", "value", "aim", "")]
    rows += [
        (each.part, each.name, f"{_number(each.value)} {each.unit}", each.aim, words[each.met])
        for each in figures
    ]
    rows += [(each.part, f"skipped: {each.reason}", "", "", "") for each in skipped]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = []
    for part, what, value, aim, met in rows:
        left = f"{part:<{widths[0]}}  {what:<{widths[1]}}"
        lines.append(f"{left}  {value:>{widths[2]}}  {aim:<{widths[3]}}  {met}".rstrip())
    return "\n".join(lines)


def _number(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.3f}"
