"""What the catalogue registers with Wagtail."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from catalogue import policy


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(policy.LOG_ACTION)
    class AccessFormatter(LogFormatter):
        label = _("Set access")

        def format_message(self, entry: Any) -> str:
            return gettext("Access was set to: %(rule)s. %(because)s") % entry.data
