"""Which words of a cue a machine was unsure of, until a person has checked the cue."""

import re

from subtitles import wordtimes
from subtitles.comparing import Pieces
from subtitles.models import Cue, Origin

# As the words of cue text are divided, with what stands between them.
_PARTS = re.compile(r"[ \t\n]+|[^ \t\n]+")


def pieces(cue: Cue, sure_from: float) -> Pieces:
    """The text in its order, each piece with whether the machine was less sure of it than that (0 to 1).

    Empty where it was unsure of none.
    """
    text = cue.text
    # Of a file that was imported nobody said who has read it.
    is_open = cue.machine or cue.revision.origin == Origin.IMPORTED
    said = wordtimes.fitted(cue.spoken(), cue.payload) if is_open else ()
    parts = _PARTS.findall(text)
    if not any(word.confidence is not None and word.confidence < sure_from for word in said):
        return []
    if sum(not part.isspace() for part in parts) != len(said):
        return []  # a tag stands alone between spaces: which word is which is not sure
    words = iter(said)
    return [(part, not part.isspace() and _is_unsure(next(words).confidence, sure_from)) for part in parts]


def _is_unsure(confidence: float | None, sure_from: float) -> bool:
    return confidence is not None and confidence < sure_from
