"""Why a provider did not log somebody in."""


class ProviderError(Exception):
    """The provider, or what came in its name, did not log somebody in; the text is for the log."""


class ProviderAway(ProviderError):
    """The provider does not answer, or not as a provider does."""


class ProviderRefused(ProviderError):
    """The provider says no, as when somebody cancels."""


class WrongAnswer(ProviderError):
    """An answer that does not belong to a log-in that this browser began, or that is forged or too old."""


class NoGroup(ProviderError):
    """Somebody has no group at the provider that gives one of the site."""
