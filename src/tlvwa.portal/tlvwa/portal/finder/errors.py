"""What the finder refuses, told apart by type."""


class FinderError(Exception):
    """Something asked of the finder, or told to it, that it cannot use."""


class UnknownService(FinderError, LookupError):
    """No service shown on the day has this uid or LeiKa key."""


class CriterionError(FinderError, ValueError):
    """A value or a fact cannot be read under its criterion; the message names both."""


class UnknownFact(CriterionError):
    """A fact is given under a name that no criterion of the service has."""
