"""How a hole is made in the running product, by the name of what it is made in, and closed again.

Each of these is a context. A name that nothing answers to any more raises `Vanished`, so that a hole which is not there
is never taken for one that was noticed.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib import import_module
from types import FrameType
from typing import Any
from unittest.mock import patch

from django.db.models import Q
from django.urls import URLPattern, URLResolver, get_resolver

from archive.querysets import ProtectedQuerySet
from archive.questions import Question

OURS = ("archive", "subtitles", "catalogue", "search", "config")
GATES = ("visible_to", "listed_to", "mentioned_to")
Wrapper = Callable[[Any], Any]


class Vanished(LookupError):
    def __init__(self, name: str) -> None:
        super().__init__(f"There is no {name} any more: say where this hole would be made today.")


def find(name: str) -> tuple[Any, str]:
    """What holds the thing of this dotted name, a module or a class, and what it is called there."""
    words = name.split(".")
    for length in range(len(words) - 1, 0, -1):
        try:
            owner: Any = import_module(".".join(words[:length]))
        except ModuleNotFoundError:
            continue
        for word in words[length:-1]:
            owner = getattr(owner, word, None)
        if not hasattr(owner, words[-1]):
            raise Vanished(name)
        return owner, words[-1]
    raise Vanished(name)


@contextmanager
def instead(name: str, wrapper: Wrapper) -> Iterator[None]:
    """`wrapper` of the real thing takes its place, in every module of ours that has it under this name."""
    owner, word = find(name)
    real = getattr(owner, word)
    with ExitStack() as stack:
        if inspect.isclass(owner):
            stack.enter_context(patch.object(owner, word, wrapper(real)))
        else:
            made = wrapper(real)
            for module in [one for key, one in sys.modules.items() if key.partition(".")[0] in OURS]:
                if vars(module).get(word) is real:
                    stack.enter_context(patch.object(module, word, made))
        yield


@contextmanager
def both(*holes: AbstractContextManager[None]) -> Iterator[None]:
    """Where the product is safe twice, both have to fail."""
    with ExitStack() as stack:
        for hole in holes:
            stack.enter_context(hole)
        yield


def always(answer: Any) -> Wrapper:
    """Whatever it is asked, it answers this."""
    return lambda real: lambda *args, **kwargs: answer


def constant(value: Any) -> Wrapper:
    return lambda real: value


@contextmanager
def route(name: str, wrapper: Wrapper) -> Iterator[None]:
    """`wrapper` of the view behind the route of this name."""
    entry = next((entry for entry, full in _entries(get_resolver(), ()) if full == name), None)
    if entry is None:
        raise Vanished(f"route {name}")
    with patch.object(entry, "callback", wrapper(entry.callback)):
        yield


def _entries(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[tuple[URLPattern, str]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _entries(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif entry.name:
            yield entry, ":".join([*spaces, entry.name])


@contextmanager
def unasked(*names: str) -> Iterator[None]:
    """The functions of these names no longer ask the gate: what they ask it for, they get whole."""
    codes = {inspect.unwrap(getattr(*find(name))).__code__ for name in names}

    def blind(real: Any) -> Any:
        def wrapper(rows: Any, *args: Any, **kwargs: Any) -> Any:
            return rows.all() if _asker(sys._getframe(1)) in codes else real(rows, *args, **kwargs)

        return wrapper

    with ExitStack() as stack:
        for gate in GATES:
            stack.enter_context(patch.object(ProtectedQuerySet, gate, blind(getattr(ProtectedQuerySet, gate))))
        yield


def _asker(frame: FrameType | None) -> Any:
    """The function that asks, also out of a comprehension or a function within it."""
    while frame and frame.f_globals["__name__"].startswith(("django.db", "archive.querysets")):
        frame = frame.f_back
    while frame and "<locals>" in frame.f_code.co_qualname and frame.f_back and frame.f_code.co_name.startswith("<"):
        frame = frame.f_back
    return frame.f_code if frame else None


@contextmanager
def wide_open() -> Iterator[None]:
    """A gate that lets everybody in."""
    anything = always(Q())
    names = ["archive.access.allowed", "archive.access.unrestricted", "archive.access.vouched"]
    names += ["catalogue.querysets.WorkQuerySet.closed", "catalogue.querysets.AuthorityQuerySet.closed"]
    with ExitStack() as stack:
        for name in names:
            stack.enter_context(instead(name, anything))
        with anew():
            yield


@contextmanager
def anew() -> Iterator[None]:
    """The gate's questions that are written down once are written anew in here, and after."""
    Question.forget()
    try:
        yield
    finally:
        Question.forget()


def without(condition: Q, *fields: str) -> Q:
    """The condition as it would be had nobody thought of these fields."""
    kept = Q(_connector=condition.connector, _negated=condition.negated)
    for child in condition.children:
        if isinstance(child, Q):
            kept.children.append(without(child, *fields))
        elif isinstance(child, tuple) and child[0].partition("__")[0] not in fields:
            kept.children.append(child)
    kept.children = [child for child in kept.children if not isinstance(child, Q) or child.children]
    return kept
