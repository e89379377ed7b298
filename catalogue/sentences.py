"""What the codes that this room writes into events say."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.access import Layer
from archive.languages import digits
from archive.sentences import rule
from archive.wording import Sentence, Values, nested

# What these lines are about, by the word that stands before its number.
_KINDS = {"recording": _("Recording %(number)s"), "document": _("Document %(number)s"), "work": _("Work %(number)s")}


def _named(kind: str, number: str) -> str:
    return str(_KINDS[kind]) % {"number": digits(number)} if kind in _KINDS else f"{kind} {number}".strip()


def _said(values: Values) -> str:
    """What one source says of a layer, such as "Work 12, The sound: Staff"."""
    kind, _colon, number = str(values["source"]).partition(":")
    source = gettext("Its own rule") if kind == "own" else _named(kind, number)
    labels = {layer.value: str(layer.label) for layer in Layer}
    return f"{source}, {labels.get(values['layer'], values['layer'])}: {rule(values['rule'])}"


def _differs(values: Values) -> str:
    """What stands, and what should."""
    stands, should = (str(nested(values[name])) or gettext("nothing") for name in ("stands", "should"))
    words = {"about": _named(*str(values["about"]).rpartition(" ")[::2]), "stands": stands, "should": should}
    return gettext("%(about)s: it says “%(stands)s” and should say “%(should)s”.") % words


SENTENCES: dict[str, Sentence] = {
    "speaker.shown_as_voice": _("The speaker “%(label)s” is shown as a voice without a name."),
    "speaker.shown_as_name": _("The speaker “%(label)s” is shown as “%(name_shown)s”."),
    "speaker.shown_as_person": _("The speaker “%(label)s” is shown under the person's name, where the rules show it."),
    "series.some_kept": _("%(count)s programmes keep the rule that somebody set for them meanwhile."),
    "series.some_not_ready": _("%(count)s programmes were not opened: captions that are asked for are missing."),
    "address.changed": _("It was given a new address. %(because)s"),
    "series.rule_changed": _(
        "The series was given another rule meanwhile: %(done)s of %(all)s programmes were opened."
    ),
    "captions.exempted": _("It may go out without captions: %(because)s"),
    "captions.asked_again": _("Captions are asked for again before it goes out."),
    "access.asked": _("Somebody asked for access."),
    "access.refused": _("A request for access was refused."),
    "access.checked": _("What the gate goes by was compared with the rules: %(count)s differences."),
    "access.differs": _differs,
    "access.said": _said,
    "access.vouched": _("a work vouches for it"),
    "access.withdrawal_open": _("an open withdrawal"),
    "work.attached": _("Tied to work %(work)s."),
    "work.detached": _("Untied from work %(work)s."),
    "work.left_withdrawn": _("It left work %(work)s while that was withdrawn."),
    "work.left": _("It left work %(work)s, which closed it further than it is by itself."),
    "work.left_embargoed": _("It left work %(work)s while that was under embargo."),
}
