"""What the codes say that this room writes into jobs."""

from django.utils.translation import gettext_lazy as _

from archive.wording import Sentence

SENTENCES: dict[str, Sentence] = {
    "translator.cancelled": _("The translating machine was stopped."),
    "translator.closed": _("The text was closed to whoever asked for it, so no more of it was translated."),
    "translator.exit": _("The translating program ended with an error; the log has what it said."),
    "translator.gone": _("The machine that was to translate is not in the settings any more."),
    "translator.memory": _("The translating program needs more memory than ROSTARKIVET_TRANSLATOR_MEMORY_MB gives it."),
    "translator.miscounted": _("The translating machine does not answer line by line."),
    "translator.missing": _("The translating program is not where ROSTARKIVET_TRANSLATOR_COMMAND says."),
    "translator.no_address": _("The translating server knows no such address (404); see ROSTARKIVET_TRANSLATOR_URL."),
    "translator.no_key": _(
        "The translating server does not accept our key (%(status)s); see ROSTARKIVET_TRANSLATOR_KEY."
    ),
    "translator.not_sent": _(
        "This text may not leave our server: not all whom ROSTARKIVET_TRANSLATOR_SENDS names may read it."
    ),
    "translator.nothing": _("There is nothing to translate: every cue of the source has its text in that language."),
    "translator.refused": _("The translating server refused (%(status)s); the log has what it said."),
    "translator.same_language": _("The text is in that language already."),
    "translator.silent": _("The translating machine gave no answer."),
    "translator.stalled": _("The translating machine stood still and was stopped."),
    "translator.timeout": _("The translating machine took longer than ROSTARKIVET_TRANSLATOR_TIMEOUT_SECONDS allows."),
    "translator.too_large": _("The translating machine's answer is larger than any answer should be."),
    "translator.too_long": _("The translating server takes no text of this size (413)."),
    "translator.unreached": _("The translating server cannot be reached, or broke off."),
    "translator.unreadable": _("The translating machine gave an answer that cannot be read."),
}
