class SearchError(Exception):
    """Anything that search cannot do."""


class EngineUnavailableError(SearchError):
    """The index cannot be read or written at the moment; `reason` is for the log, not for visitors.

    `full`: there was no room left on the disk.
    """

    def __init__(self, reason: str, *, full: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.full = full


class UnknownEngineError(SearchError):
    """No engine is called `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no search engine {name!r}.")
        self.name = name
