"""What the archive's codes say, in one place. A code never changes its meaning; its words may."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.access import Audience
from archive.wording import Sentence, Values, at, say

REFUSED: dict[str, Sentence] = {
    "refused.duplicate": _("This file is already in the archive."),
    "refused.empty": _("This file is empty."),
    "refused.error": _("The archive could not take in the file. The details are in its log."),
    "refused.interrupted": _("The upload was interrupted before the file was complete."),
    "refused.no_duration": _("No playable sound or video was found in this file; it may be incomplete."),
    "refused.no_space": _("There is no room left on the archive's disk."),
    "refused.not_media": _("This file is neither sound nor video in a format the archive can read."),
    "refused.other_kind": _("This recording is of another kind than the file."),
    "refused.pdf_for_recording": _("A PDF cannot be the original of a recording."),
    "refused.pdf_truncated": _("This PDF is incomplete: its end is missing. Copy it from its source again."),
    "refused.picture": _("This file is a picture, not a recording."),
    "refused.playlist": _("This file is a playlist that points to other files; send the recording itself."),
    "refused.too_large": _("The file is larger than the archive takes in (%(limit)s)."),
    "refused.too_large_frame": _(
        "The picture of this video is larger than the archive can handle (40 million pixels)."
    ),
    "refused.truncated": _(
        "This file is incomplete: the part that says what is in it is missing. Copy it from its source again."
    ),
    "refused.unreadable": _("This file could not be examined: it needs more time or memory than is allowed."),
    "refused.unread": _("The file could not be read to its end."),
}

TRANSCODE: dict[str, Sentence] = {
    "transcode.almost_nothing": _("Almost nothing of this file could be read; it is damaged or incomplete."),
    "transcode.damaged": _("This file could not be transcoded; it is probably damaged."),
    "transcode.incomplete": _("A rendition came out incomplete; nothing was published."),
    "transcode.killed": _("Transcoding was stopped from outside; perhaps the machine had no memory left."),
    "transcode.memory": _("Transcoding this file needs more memory than is allowed."),
    "transcode.missing": _("The program ffmpeg was not found on this machine."),
    "transcode.no_space": _("There is no room left on the disk for the renditions."),
    "transcode.nothing": _("Nothing could be read from this file."),
    "transcode.picture_damaged": _("The picture is damaged: frames that could not be read: %(lost)d of %(all)d."),
    "transcode.sound_damaged": _("The sound is damaged: about %(share)d percent of it could not be read."),
    "transcode.stalled": _("Transcoding stood still and was stopped; the file may be damaged."),
    "transcode.timeout": _("Transcoding took longer than allowed and was stopped."),
    "transcode.too_short": _("The file ends too early: %(read)s of %(promised)s could be read."),
    "transcode.unequal": _("The renditions do not agree with each other; nothing was published."),
    "transcode.late_start": _("The renditions do not begin at the beginning; nothing was published."),
    "transcode.published": _("Rendition set %(uuid)s was published, made by recipe %(recipe)s."),
}

JOBS: dict[str, Sentence] = {
    "job.unexpected": _("Unexpected error (%(error)s). The details are in the worker's log."),
    "job.abandoned": _("The worker stopped in the middle of this job %(count)s times; it was given up."),
}

# What events say of a file's fixity: archive.fixity.Verdict.
FIXITY: dict[str, Sentence] = {
    "fixity.match": _("The file is the one that was sealed: SHA-256 %(actual)s."),
    "fixity.mismatch": _("The file is not the one that was sealed: SHA-256 %(actual)s instead of %(expected)s."),
    "fixity.missing": _("The file is missing from the store."),
    "fixity.unreadable": _("The file could not be read."),
}


def _changes(values: Values) -> str:
    """Field by field, what it was and what it became."""
    return "; ".join(f"{name}: {was or '–'} → {now or '–'}" for name, (was, now) in values.get("fields", {}).items())


def rule(values: Values) -> str:
    """A rule in words: who it is for, until when it is closed, whether it was withdrawn."""
    audience = str(values.get("audience", ""))
    labels = dict[Any, Any](Audience.choices)
    words = [str(labels.get(audience, audience))]
    if values.get("embargo_until"):
        words.append(gettext("embargo until %(moment)s") % {"moment": at(str(values["embargo_until"]))})
    if values.get("withdrawn"):
        words.append(gettext("withdrawn"))
    return ", ".join(words)


def _rule_changed(values: Values) -> str:
    steps = [rule(step) for step in (values.get("before"), values.get("after")) if step]
    return _with_reason(" → ".join(steps), values)


def _with_reason(sentence: str, values: Values) -> str:
    because = str(values.get("because") or "")
    left = say(values["follows"]["code"], values["follows"]["values"]) if values.get("follows") else ""
    return ": ".join(part for part in (sentence, because, left) if part)


def _withdrawn(values: Values) -> str:
    with_work = gettext("Withdrawn together with work %(work)s") % values if values.get("work") else ""
    return _with_reason(with_work or gettext("Withdrawn"), values)


def _lifted(values: Values) -> str:
    return _with_reason(gettext("The withdrawal was lifted"), values)


EVENTS: dict[str, Sentence] = {
    "original.digest": "SHA-256 %(sha256)s",
    "original.valid": "%(media_type)s",
    "original.sealed": _("Taken in as “%(file_name)s”."),
    "thing.described": _changes,
    "rule": rule,
    "rule.changed": _rule_changed,
    "rule.set_with": _rule_changed,
    "rule.withdrawn": _withdrawn,
    "rule.lifted": _lifted,
}

SENTENCES: dict[str, Sentence] = {**REFUSED, **TRANSCODE, **JOBS, **FIXITY, **EVENTS}
