"""Which engine the settings name. The one room of the engines that knows settings."""

from functools import lru_cache
from importlib import import_module
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine, Place
from search.exceptions import UnknownEngineError

# What SEARCH_ENGINE may say for short; anything else is the dotted path of a class.
BUILT_IN = {
    "elastic": "search.engines.elastic.engine.ElasticEngine",
    "fts5": "search.engines.fts5.Fts5Engine",
}


def engine() -> Engine:
    """The engine of the settings; one for a place, whoever asks. Raises UnknownEngineError."""
    return _made(settings.SEARCH_ENGINE, place())


def place() -> Place:
    """Where the settings want the index to be kept."""
    return Place(
        directory=Path(settings.SEARCH_DIR),
        url=settings.SEARCH_URL,
        prefix=settings.SEARCH_PREFIX,
        user=settings.SEARCH_USER,
        password=settings.SEARCH_PASSWORD,
        api_key=settings.SEARCH_API_KEY,
        ca_file=settings.SEARCH_CA_FILE,
        seconds=settings.SEARCH_SECONDS,
    )


@lru_cache(maxsize=4)
def _made(name: str, place: Place) -> Engine:
    return engine_class(name).at(place)


def engine_class(name: str) -> type[Engine]:
    """The class that a name of BUILT_IN or a dotted path stands for. Raises UnknownEngineError."""
    module, _, attribute = BUILT_IN.get(name, name).rpartition(".")
    try:
        found: object = getattr(import_module(module), attribute)
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise UnknownEngineError(name) from error
    if not (isinstance(found, type) and issubclass(found, Engine)):
        raise UnknownEngineError(name)
    return found
