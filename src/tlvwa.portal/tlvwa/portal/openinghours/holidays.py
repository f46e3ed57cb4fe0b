"""The public holidays of Thüringen."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, str]:
    """The public holidays of one year: day and German name."""
    from holidays import country_holidays

    days = country_holidays("DE", subdiv="TH", years=year, language="de")
    return MappingProxyType(dict(days))
