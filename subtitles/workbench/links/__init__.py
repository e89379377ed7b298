"""Which cues of a source ours hang on, through all that is done to either, and the words that ours was held against."""

from subtitles.workbench.links.beginning import begin, begin_for
from subtitles.workbench.links.following import follow, moves
from subtitles.workbench.links.returning import come_back
from subtitles.workbench.links.telling import Seen, all_of, since

__all__ = ["Seen", "all_of", "begin", "begin_for", "come_back", "follow", "moves", "since"]
