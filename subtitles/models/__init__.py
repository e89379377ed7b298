from subtitles.models.assignment import Assignment
from subtitles.models.change import Change
from subtitles.models.cue import Cue
from subtitles.models.link import Link
from subtitles.models.manuscript import Manuscript
from subtitles.models.memory import MemoryFile, MemoryPair
from subtitles.models.origin import OF_A_REVISION, Origin
from subtitles.models.pending import PendingImport
from subtitles.models.presence import Presence
from subtitles.models.profile import Base, Profile
from subtitles.models.revision import Revision
from subtitles.models.source_file import SourceFile
from subtitles.models.speaker import Speaker
from subtitles.models.stage import Stage
from subtitles.models.step import Step
from subtitles.models.term import Term
from subtitles.models.track import Track, published_cues
from subtitles.models.transcription import Transcription
from subtitles.models.translation import Translation
from subtitles.models.translator import Translator

__all__ = [
    "OF_A_REVISION",
    "Assignment",
    "Base",
    "Change",
    "Cue",
    "Link",
    "Manuscript",
    "MemoryFile",
    "MemoryPair",
    "Origin",
    "PendingImport",
    "Presence",
    "Profile",
    "Revision",
    "SourceFile",
    "Speaker",
    "Stage",
    "Step",
    "Term",
    "Track",
    "Transcription",
    "Translation",
    "Translator",
    "published_cues",
]
