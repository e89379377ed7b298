"""Why a track does not go on to the next stage."""

from enum import StrEnum


class Why(StrEnum):
    """What stands in the way; the sentences are said where somebody reads them."""

    NOTHING = "nothing"  # no cue was ever written
    STAGE = "stage"  # it does not stand where it would go on from
    MOVED = "moved"  # something was written since
    OWN = "own"  # whoever approves wrote in it herself
    UNCLEAN = "unclean"  # the gate of quality is for its language, and finds something
    LANGUAGE = "language"  # it is in none of her languages
    LEVEL = "level"  # she may not work on tracks at all
    STRETCH = "stretch"  # a stretch ends after it begins, and lies in the recording


class NotYet(Exception):
    """A track stays where it is. `count` is of findings, for UNCLEAN."""

    def __init__(self, why: Why, count: int = 0) -> None:
        super().__init__(why)
        self.why, self.count = why, count
