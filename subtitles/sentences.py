"""What the codes that this room writes into events say."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from archive.wording import Sentence, Values
from subtitles.reasons import REFUSALS


def _look(values: Values) -> str:
    """How many things a person should look at."""
    count = int(values.get("count", 0))
    words = ngettext(
        "The cues are there. %(count)s thing is to be looked at; see the manuscript's page.",
        "The cues are there. %(count)s things are to be looked at; see the manuscript's page.",
        count,
    )
    return words % {"count": count}


def _unreadable(values: Values) -> str:
    """What a recogniser answered, and why that is no timed text."""
    why = gettext(REFUSALS.get(values.get("why", ""), "")) if values.get("why") in REFUSALS else ""
    return f"{gettext('The recogniser gave an answer that cannot be read.')} {why}".strip()


_FIELDS = {
    "recording": _("recording"),
    "language": _("language"),
    "kind": _("kind"),
    "label": _("label"),
    "by_machine": _("for what machines make"),
}


def _edited(values: Values) -> str:
    """Field by field, what it was and what it became; recordings by their numbers."""
    fields = values.get("fields", {}).items()
    return "; ".join(f"{_FIELDS.get(name, name)}: {_value(was)} → {_value(now)}" for name, (was, now) in fields)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return f"\u2068{value or '–'}\u2069"


SENTENCES: dict[str, Sentence] = {
    "track.imported": _("Revision %(revision)s: %(cues)s cues read, %(mended)s parts mended, %(dropped)s dropped."),
    "track.imported_by_machine": _(
        "Revision %(revision)s, made by a machine (%(tool)s): "
        "%(cues)s cues read, %(mended)s parts mended, %(dropped)s dropped."
    ),
    "track.begun": _("The translation was begun."),
    "align.look": _look,
    "align.no_text": _("There is no sentence in this text."),
    "align.nothing_heard": _("No sentence of this text was heard in the recording. Is it the right recording?"),
    "recogniser.unreadable": _unreadable,
    "track.published": _("Revision %(revision)s was published."),
    "track.published_despite": _("Revision %(revision)s was published with errors (%(errors)s). Reason: %(reason)s"),
    "track.published_undecided": _(
        "Revision %(revision)s was published with open questions about its file (%(guesses)s) and errors (%(errors)s). "
        "Reason: %(reason)s"
    ),
    "track.published_unapproved": _(
        "Revision %(revision)s was published though nobody approved it (errors: %(errors)s). Reason: %(reason)s"
    ),
    "track.assigned": _("%(member)s is to work on the track."),
    "track.assignment_done": _("What %(member)s was to do in the track is done."),
    "track.assignment_taken_back": _("%(member)s is not to work on the track any more."),
    "track.watched": _("%(member)s was shown the recording for her work on the track."),
    "track.edited": _edited,
    "track.repaired": _("Revision %(revision)s: %(cues)s cues repaired (%(codes)s)."),
    "track.proofread": _("Revision %(revision)s: %(cues)s cues edited by a proof-reader (%(file)s)."),
    "track.confirmed": _("Revision %(revision)s: %(cues)s cues that a machine made were checked by a person."),
    "track.word_accepted": _("“%(word)s” is a right word by the rules “%(rules)s”."),
    "track.word_refused": _("“%(word)s” is no longer a right word by the rules “%(rules)s”."),
    "track.kept": _("Revision %(revision)s was kept of what is written at the workbench: %(cues)s cues."),
    "track.translated": _("Revision %(revision)s: %(cues)s cues translated by a machine (%(tool)s)."),
    "track.unpublished": _("The track was taken from the public."),
    **{f"subtitles.{code}": _(sentence) for code, sentence in REFUSALS.items()},
}
