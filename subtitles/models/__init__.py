from subtitles.models.cue import Cue
from subtitles.models.revision import Revision
from subtitles.models.track import Track

__all__ = ["Cue", "Revision", "Track"]
