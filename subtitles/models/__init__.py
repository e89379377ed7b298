from subtitles.models.cue import Cue
from subtitles.models.origin import OF_A_REVISION, Origin
from subtitles.models.revision import Revision
from subtitles.models.track import Track, published_cues

__all__ = ["OF_A_REVISION", "Cue", "Origin", "Revision", "Track", "published_cues"]
