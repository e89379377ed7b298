"""What somebody did to the cues of a track, as data: read from outside, decided about once, and folded. No Django here.

A state is a track's cues at a moment; a change makes of it the next one. The server gives each change a number and
decides what of it comes to be (`deciding`); from then on all who fold (`folding`; in the browser
`js/workbench/fold.js`) come to the same state, for a fold decides nothing.
"""

from subtitles.changes.cues import Change, Cue, Result, State
from subtitles.changes.deciding import decide
from subtitles.changes.differing import between
from subtitles.changes.folding import Folded, fold
from subtitles.changes.reading import Malformed, Reason, read

__all__ = ["Change", "Cue", "Folded", "Malformed", "Reason", "Result", "State", "between", "decide", "fold", "read"]
