"""The page of the workbench: a frame of its own in the admin's session, which its modules fill.

Not one inline script or style stands in it, so it is sent with the policy of the public site (`config.middleware`).
"""

from django.conf import settings
from django.utils.translation import gettext, override
from wagtail.users.models import UserProfile

from archive import access
from archive.admin.gate import member
from archive.languages import Tagged
from archive.streaming import player
from subtitles.admin.flow.page import task_of
from subtitles.admin.pages import TrackView
from subtitles.admin.workbench.commands import COMMANDS, GROUPS
from subtitles.admin.workbench.saving import SAVING
from subtitles.admin.workbench.words import WORDS
from subtitles.explaining import RULE_NAMES, SEVERITY_NAMES
from subtitles.flow import looking
from subtitles.rules import SENTENCES
from subtitles.workbench.finding import COUNTED


class WorkbenchPage(TrackView):
    permission_required = "change"
    template_name = "subtitles/workbench/page.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        title = Tagged.of(str(self.track.recording), self.track.recording.language or self.track.language)
        viewer = access.viewer(self.request)
        looking.note(self.track, viewer, member(self.request))
        return super().get_context_data(
            player=player.player(self.track.recording, viewer, title),
            task=task_of(self.track, viewer),
            theme=self._theme(),
            # Read by `state.json` alone: what is no number of a change is refused there.
            past=self.request.GET.get("after", ""),
            said=said(),
            **kwargs,
        )

    def _theme(self) -> str:
        """Light or dark as she chose for the admin; "" where her device decides."""
        theme = UserProfile.get_for_user(member(self.request)).theme
        return theme if theme in {"light", "dark"} else ""


def said() -> dict[str, object]:
    """All that the page's modules say, in the reader's language; commands in every language, to be found by any."""
    return {
        "words": {key: str(word) for key, word in WORDS.items()},
        "groups": {key: str(name) for key, name in GROUPS.items()},
        "commands": {group: {key: _everywhere(key, group) for key in names} for group, names in COMMANDS.items()},
        "rules": {code: {"name": str(RULE_NAMES[code]), "sentence": _sentence(code)} for code in COUNTED},
        "saving": {key: str(sentence) for key, sentence in SAVING.items()},
        "severities": {severity.value: str(name) for severity, name in SEVERITY_NAMES.items()},
    }


def _everywhere(key: str, group: str) -> dict[str, str]:
    names = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names[language] = str(COMMANDS[group][key])
    return names


def _sentence(code: str) -> str:
    """As the browser fills it: {speed} for %(speed)s."""
    return gettext(SENTENCES[code]).replace("%(", "{").replace(")s", "}")
