"""What a track may hold that not every kind of file has a place for. No Django here."""

from enum import StrEnum

from subtitles.reasons import _


class Feature(StrEnum):
    """Codes of what a format keeps; each is what is lost where a format does not name it."""

    SETTINGS = "settings"
    BLOCKS = "blocks"
    SPEAKERS = "speakers"
    LANGUAGES = "languages"
    WORDS = "words"
    MARKUP = "markup"
    STYLING = "styling"
    IDENTIFIERS = "identifiers"
    TIMES = "times"
    DIRECTION = "direction"


EVERYTHING = frozenset(Feature)

# Each takes the number of cues (of blocks, for BLOCKS) that it is about.
LOSSES: dict[Feature, str] = {
    Feature.SETTINGS: _("Where cues stand on the screen is lost or kept only roughly. Cues concerned: %(count)s."),
    Feature.BLOCKS: _("The head of the file, notes, styles and regions are lost. Parts concerned: %(count)s."),
    Feature.SPEAKERS: _("Who speaks is lost. Cues concerned: %(count)s."),
    Feature.LANGUAGES: _("The language of single passages is lost. Cues concerned: %(count)s."),
    Feature.WORDS: _(
        "The times of single words and how sure a machine was of them are lost. Cues concerned: %(count)s."
    ),
    Feature.MARKUP: _("Italics, bold and underlining are lost. Cues concerned: %(count)s."),
    Feature.STYLING: _("Colours, ruby and times inside the text are lost. Cues concerned: %(count)s."),
    Feature.IDENTIFIERS: _("The names of cues are lost or become numbers. Cues concerned: %(count)s."),
    Feature.TIMES: _("Times are kept to the second, and when a cue ends is lost. Cues concerned: %(count)s."),
    Feature.DIRECTION: _("The file does not say that it is read from right to left. Cues concerned: %(count)s."),
}
