"""What the codes that this room writes into events say."""

from django.utils.translation import gettext_lazy as _

from archive.wording import Sentence
from subtitles.reasons import REFUSALS

SENTENCES: dict[str, Sentence] = {
    "track.imported": _("Revision %(revision)s: %(cues)s cues read, %(dropped)s lines dropped."),
    "track.published": _("Revision %(revision)s was published."),
    "track.unpublished": _("The track was taken from the public."),
    **{f"subtitles.{code}": _(sentence) for code, sentence in REFUSALS.items()},
}
