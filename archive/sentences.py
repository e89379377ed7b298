"""What the archive's codes say, in one place. A code never changes its meaning; its words may."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from archive.access import Audience, Layer
from archive.wording import Sentence, Values, at, say

REFUSED: dict[str, Sentence] = {
    "refused.broken_off": _(
        "The upload broke off before the file was complete (%(arrived)s of %(announced)s). Send the file again."
    ),
    "refused.busy": _(
        "The archive's database was too busy to take the file in; nothing was kept. Send it again later."
    ),
    "refused.changed": _("The file was changed while it was read. Take it in again when it is finished."),
    "refused.duplicate": _("This file is already in the archive."),
    "refused.empty": _("This file is empty."),
    "refused.error": _("The archive could not take in the file. The details are in its log."),
    "refused.given_up": _(
        "The interrupted upload could not be finished in %(count)s attempts and was given up. Send the file again."
    ),
    "refused.healed": _(
        "This file was in the archive already, but its copy there was missing or damaged. Yours has taken its place."
    ),
    "refused.interrupted": _("The upload was interrupted before the file was complete."),
    "refused.no_duration": _("No playable sound or video was found in this file; it may be incomplete."),
    "refused.no_length": _("The size of the file was not announced, so nobody could tell whether all of it came."),
    "refused.no_space": _(
        "There is no room left on the archive's disk, so nothing of the file was kept. Make room and send it again."
    ),
    "refused.not_media": _("This file is neither sound nor video in a format the archive can read."),
    "refused.other_kind": _("This recording is of another kind than the file."),
    "refused.pdf_broken": _("This PDF is damaged: not all of its pages can be read. Copy it from its source again."),
    "refused.pdf_demanding": _(
        "This PDF needs more time or memory than is allowed. Print it to a new PDF and send that."
    ),
    "refused.pdf_no_pages": _("There are no pages in this PDF."),
    "refused.pdf_password": _("This PDF wants a password. Save it without one and send that."),
    "refused.pdf_for_recording": _("A PDF cannot be the original of a recording."),
    "refused.pdf_truncated": _("This PDF is incomplete: its end is missing. Copy it from its source again."),
    "refused.picture": _("This file is a picture, not a recording."),
    "refused.playlist": _("This file is a playlist that points to other files; send the recording itself."),
    "refused.store_altered": _(
        "The file arrived in the store otherwise than it was sent, so nothing of it was kept. Send it again."
    ),
    "refused.store_away": _("The store of files does not answer, so nothing was kept. Send the file again later."),
    "refused.store_full": _(
        "The store of files is full, so nothing of the file was kept. Make room there and send it again."
    ),
    "refused.store_gone": _("The bucket of the store of files is not there, so nothing was kept."),
    "refused.store_refused": _("The store of files refuses the archive's key, so nothing was kept."),
    "refused.store_scratch": _("There is no room for a copy to work on. Send the file again later."),
    "refused.too_much": _("More of the file came than was announced (%(announced)s). Send it again."),
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
    "transcode.waits": _(
        "This is not what the recording streams: something else was chosen. Choose it on its page first."
    ),
    "transcode.published": _("Rendition set %(uuid)s was published, made by recipe %(recipe)s."),
}

JOBS: dict[str, Sentence] = {
    "job.unexpected": _("Unexpected error (%(error)s). The details are in the worker's log."),
    "job.database": _("The database could not be reached or was busy for too long."),
    "job.no_memory": _("The machine had no memory left for this; close other programs or give it more memory."),
    "job.no_space": _("There is no room left on the disk; make room and run this again."),
    "job.target_gone": _("What this job was about is no longer in the archive."),
    "job.unknown_kind": _("This version of the archive does not know this kind of task (%(kind)s)."),
    "job.abandoned": _("The worker stopped in the middle of this job %(count)s times; it was given up."),
}

LISTENING: dict[str, Sentence] = {
    "listening.broke_off": _("The voice that says the text broke off. Try it once more."),
    "listening.missing": _(
        "The program espeak-ng, which says the text to compare it with the recording, is not installed on this machine."
    ),
    "listening.no_speech": _("Nobody speaks in this recording, as far as the machine can hear."),
    "listening.no_voice": _("espeak-ng has no voice for this language (%(language)s)."),
    "listening.nothing": _("Nothing is chosen to be streamed of this recording, so there is nothing to listen to."),
    "recogniser.closed": _("The recording was closed to whoever asked for it, so no more of it was heard."),
    "recogniser.cancelled": _("The recogniser was stopped."),
    "recogniser.exit": _("The recogniser's program ended with an error; the log has what it said."),
    "recogniser.gone": _("The recogniser that was to be asked is not in the settings any more."),
    "recogniser.memory": _(
        "The recogniser's program needs more memory than ROSTARKIVET_RECOGNISER_MEMORY_MB gives it."
    ),
    "recogniser.missing": _("The recogniser's program is not where ROSTARKIVET_RECOGNISER_COMMAND says."),
    "recogniser.no_address": _("The recogniser's server knows no such address (404); see ROSTARKIVET_RECOGNISER_URL."),
    "recogniser.no_key": _(
        "The recogniser's server does not accept our key (%(status)s); see ROSTARKIVET_RECOGNISER_KEY."
    ),
    "recogniser.nothing": _("The recogniser heard nobody speak in this recording."),
    "recogniser.refused": _("The recogniser's server refused (%(status)s); the log has what it said."),
    "recogniser.silent": _("The recogniser gave no answer."),
    "recogniser.stalled": _("The recogniser stood still and was stopped."),
    "recogniser.timeout": _("The recogniser took longer than ROSTARKIVET_RECOGNISER_TIMEOUT_SECONDS allows."),
    "recogniser.too_large": _("The recogniser's answer is larger than any answer should be."),
    "recogniser.too_long": _("The recogniser's server takes no file of this size (413)."),
    "recogniser.unreached": _("The recogniser's server cannot be reached, or broke off."),
    "listening.too_much": _("The text is longer than twelve hours of speech; divide it."),
    "listening.voice": _("The espeak-ng on this machine lacks its voice for this language (%(language)s)."),
}

STORES: dict[str, Sentence] = {
    "store.altered": _(
        "What came from the store of files, or what arrived there, was not what had been sent. Nothing of it was used."
    ),
    "store.away": _("The store of files does not answer, or not as it should. Nothing is lost; it is tried again."),
    "store.full": _("The store of files is full. Make room there."),
    "store.gone": _("The bucket of the store of files is not there: see ROSTARKIVET_S3_BUCKET."),
    "store.refused": _("The store of files refuses the archive's key: see ROSTARKIVET_S3_KEY and the bucket's rights."),
    "store.scratch": _(
        "There is no room for a copy to work on (%(size)s; all of them may take %(limit)s). It is tried again when "
        "others are done; a larger file needs a larger ROSTARKIVET_SCRATCH_MAX_BYTES."
    ),
}

# What events say of a file's fixity: archive.preservation.fixity.Verdict.
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
    """A rule in words: who it is for, from when and until when, what of it is stricter, whether it was withdrawn."""
    audience = str(values.get("audience", ""))
    labels: dict[str, str] = {audience.value: str(audience.label) for audience in Audience}
    words = [labels.get(audience, audience), *_times(values)]
    if values.get("withdrawn"):
        words.append(gettext("withdrawn"))
    between = pgettext("between parts of a rule", "; ")
    return between.join([_listed(words), *layers_in_words(values.get("layers"))])


def _listed(words: Iterable[str]) -> str:
    return pgettext("between names", ", ").join(words)


def _times(values: Values) -> list[str]:
    """From when and until when."""
    words = []
    if values.get("embargo_until"):
        words.append(gettext("embargo until %(moment)s") % {"moment": at(str(values["embargo_until"]))})
        if values.get("opens_by_itself"):
            words.append(gettext("then it opens by itself"))
    if values.get("until"):
        words.append(gettext("open until %(moment)s") % {"moment": at(str(values["until"]))})
    return words


def layers_in_words(layers: object) -> list[str]:
    """The rules of single layers, such as "The words, the sound: Staff, open until 1 June 2030", in a steady order.

    Those of which the same is said are said together.
    """
    if not isinstance(layers, Mapping):
        return []
    labels = {layer.value: str(layer.label) for layer in Layer}
    alike: dict[str, list[str]] = {}
    for code in [*(code for code in labels if code in layers), *sorted(set(layers) - set(labels))]:
        alike.setdefault(_layer(layers[code]), []).append(labels.get(code, code))
    return [f"{_listed([first, *map(str.lower, others)])}: {said}" for said, (first, *others) in alike.items()]


def _layer(said: object) -> str:
    """A layer's own rule; that it is for everybody is said only where it says nothing else."""
    if not isinstance(said, Mapping):
        return str(said)
    times = "" if said.get("audience", Audience.PUBLIC) != Audience.PUBLIC else _listed(_times(said))
    return times or rule({"audience": Audience.PUBLIC, **said})


def _rule_changed(values: Values) -> str:
    steps = [rule(step) for step in (values.get("before"), values.get("after")) if step]
    return _with_reason(" → ".join(steps), values)


def _with_reason(sentence: str, values: Values) -> str:
    because = str(values.get("because") or "")
    left = say(values["follows"]["code"], values["follows"]["values"]) if values.get("follows") else ""
    return ": ".join(part for part in (sentence, because, left) if part)


def _cleaned(values: Values) -> str:
    """How many pages the public copy has, and what was left out of it by its name in PDF."""
    left_out = ", ".join(f"{name} ({count})" for name, count in (values.get("removed") or {}).items())
    words = gettext("A clean copy of %(pages)s pages was made for the public; left out: %(removed)s.")
    return words % {"pages": values.get("pages"), "removed": left_out or "–"}


def _withdrawn(values: Values) -> str:
    with_work = gettext("Withdrawn together with work %(work)s") % values if values.get("work") else ""
    return _with_reason(with_work or gettext("Withdrawn"), values)


def _lifted(values: Values) -> str:
    return _with_reason(gettext("The withdrawal was lifted"), values)


def _reach(values: Values) -> str:
    """What something else says of this: "work:12: Public; The sound (Staff)"."""
    labels = {layer.value: str(layer.label) for layer in Layer}
    parts = [
        rule(said) if said.get("rule_of") == Layer.RECORD else f"{labels.get(said['rule_of'], '?')} ({rule(said)})"
        for said in values.get("rules", ())
    ]
    return f"{values.get('source', '')}: {'; '.join(parts) or gettext('says nothing any more')}"


def _granted(values: Values) -> str:
    if not values.get("until"):
        return _with_reason(gettext("Opened to %(member)s until it is taken back") % values, values)
    moment = at(str(values["until"]))
    words = gettext("Opened to %(member)s until %(moment)s")
    return _with_reason(words % {"member": values.get("member", ""), "moment": moment}, values)


def _taken_back(values: Values) -> str:
    return _with_reason(gettext("No longer opened to %(member)s") % values, values)


EVENTS: dict[str, Sentence] = {
    "reach.changed": _reach,
    "original.digest": "SHA-256 %(sha256)s",
    "original.valid": "%(media_type)s",
    "original.healed": _(
        "The missing or damaged file was replaced by the same bytes, sent again. What was left of it is now %(aside)s."
    ),
    "original.not_tied_yet": _(
        "It was not tied to “%(slug)s”: what must be there before it goes out with that work is missing."
        " Tie it to the work when it is there."
    ),
    "original.work_gone": _("There is no work with the address “%(slug)s” any more; tie it to a work by hand."),
    "original.waits": _(
        "This original waits and is not streamed: the recording has another. Choose on its page which one is streamed."
    ),
    "original.sealed": _("Taken in as “%(file_name)s”."),
    "document.cleaned": _cleaned,
    "join.nothing": _("Choose at least one original."),
    "join.strangers": _("These originals do not belong to one recording."),
    "join.kinds": _("Sound alone and moving pictures cannot be joined."),
    "join.backwards": _("“%(name)s” would end before it begins."),
    "join.beyond": _("“%(name)s” is only %(lasts)s long."),
    "recording.streams_joined": _("Joined in this order, these were chosen as what is streamed: %(file_name)s."),
    "recording.streams_from": _("The original “%(file_name)s” was chosen as what is streamed."),
    "thing.described": _changes,
    "grant.given": _granted,
    "grant.taken_back": _taken_back,
    "rule": rule,
    "rule.changed": _rule_changed,
    "rule.set_with": _rule_changed,
    "rule.withdrawn": _withdrawn,
    "rule.lifted": _lifted,
}

SENTENCES: dict[str, Sentence] = {**REFUSED, **TRANSCODE, **JOBS, **LISTENING, **STORES, **FIXITY, **EVENTS}
