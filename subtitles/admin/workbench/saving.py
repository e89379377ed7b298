"""What the state line of the workbench says: where her changes are, and what stands in the way. Data alone.

`js/workbench/state-line.js` puts one sentence of each kind beside another and fills in what stands in braces.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAVING: dict[str, str | Promise] = {
    "nothing_yet": _("All is as on the server."),
    "saved_at": _("Saved on the server {time}."),
    "kept_one": _("One change on this device."),
    "kept_many": _("{count} changes on this device."),
    "loose_one": _("One change in this window alone."),
    "loose_many": _("{count} changes in this window alone."),
    "offline": _("No connection; it is tried again by itself."),
    "server": _("The server does not answer; it is tried again by itself."),
    "login": _("You are logged out. Log in again, and all is sent."),
    "other": _("Somebody else ({name}) is logged in here now. Log in as yourself, and all is sent."),
    "gone": _("This track cannot be changed here any longer. Copy what you need before you leave this page."),
    "closed": _("This track was closed to changes. Copy what you need before you leave this page."),
    "refused": _("The server did not take a change; its text is kept here."),
    "store_full": _("This browser's store is full: leave this window open until all is saved, and free some space."),
    "store_forbidden": _("This browser keeps nothing here: leave this window open until all is saved."),
    "login_title": _("You are logged out"),
    "login_why": _("Nothing you wrote is lost. Log in on a page of its own and come back here."),
    "login_link": _("Log in"),
    "login_later": _("Go on without"),
}
