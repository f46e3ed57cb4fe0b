"""The errors that the finder raises."""


class FinderError(Exception):
    """A query or a value that the finder cannot use."""


class UnknownService(FinderError, LookupError):
    """No service that is public on the day has this uid or LeiKa key."""


class CriterionError(FinderError, ValueError):
    """A value or a fact cannot be read under its criterion.

    The message names the criterion, and a value of a record, but never a fact: that is personal.
    """


class UnknownFact(CriterionError):
    """A fact has a name that no criterion of the service has."""
