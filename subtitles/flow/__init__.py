"""From draft to published: who works on a track, what has to be so before it goes on, and who may say so.

A track has revisions of its own, append-only, and is read by translators through the archive's gate; so the steps are
our own too, and not those of a framework that keeps another kind of revision and shows it to whoever names a key.
"""

from subtitles.flow.assigning import assign, finish, settle_all, take_back, writes
from subtitles.flow.checking import Check, check
from subtitles.flow.refusing import NotYet, Why
from subtitles.flow.steps import approve, ask_for_changes, send_to_review, sent

__all__ = [
    "Check",
    "NotYet",
    "Why",
    "approve",
    "ask_for_changes",
    "assign",
    "check",
    "finish",
    "send_to_review",
    "sent",
    "settle_all",
    "take_back",
    "writes",
]
