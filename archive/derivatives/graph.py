"""What the graph of filters and outputs is made of, as far as it is used here; ffmpeg-python has no types."""

from typing import Protocol


class Stream(Protocol):
    """Sound or picture on its way, or a node whose parts are named by `[]`."""

    def filter(self, name: str, *arguments: object, **options: object) -> "Stream": ...

    def split(self) -> "Stream": ...

    def asplit(self) -> "Stream": ...

    def __getitem__(self, name: str | int) -> "Stream": ...
