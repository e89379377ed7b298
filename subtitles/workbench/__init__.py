"""What several people do to one track at once, as numbered changes: submitted, folded, kept as revisions, looked up."""

from subtitles.workbench.adopting import adopt
from subtitles.workbench.checkpoints import checkpoint
from subtitles.workbench.drafting import draft
from subtitles.workbench.holding import hold
from subtitles.workbench.joining import join
from subtitles.workbench.remembering import history_of, latest, restore
from subtitles.workbench.rows import state_of
from subtitles.workbench.standing import last_number, state_at
from subtitles.workbench.submitting import Answer, Refused, submit

__all__ = [
    "Answer",
    "Refused",
    "adopt",
    "checkpoint",
    "draft",
    "history_of",
    "hold",
    "join",
    "last_number",
    "latest",
    "restore",
    "state_at",
    "state_of",
    "submit",
]
