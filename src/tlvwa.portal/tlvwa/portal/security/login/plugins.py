"""Some of the plugins of a user folder in the place of all."""

from collections.abc import Callable


class PluginSelection:
    """The registry of a user folder's plugins with those only that a predicate lets through."""

    def __init__(self, plugins: object, lets_through: Callable[[object, object], bool]) -> None:
        self._plugins = plugins
        self._lets_through = lets_through

    def __getattr__(self, name: str) -> object:
        return getattr(self._plugins, name)

    def listPlugins(self, interface: object) -> list[tuple[str, object]]:
        """Return (identifier, plugin) of the active plugins of a kind."""
        return [
            (plugin_id, plugin)
            for plugin_id, plugin in self._plugins.listPlugins(interface)  # type: ignore[attr-defined]
            if self._lets_through(interface, plugin)
        ]
