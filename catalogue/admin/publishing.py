"""Publishing a work from its form: where something lacks that must be there first, what was written stays a draft."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.admin import messages
from wagtail.snippets.views.snippets import EditView

from archive.exceptions import NotReady


class KeepsTheDraft:
    """The form was saved when what was asked for it is done, so that a refusal costs nobody a word."""

    request: HttpRequest
    get_edit_url: Callable[[], str]

    def run_action_method(self) -> HttpResponse | None:
        try:
            answer: HttpResponse | None = super().run_action_method()  # type: ignore[misc]
        except NotReady as error:
            messages.error(self.request, str(error))
            return HttpResponseRedirect(self.get_edit_url())
        return answer


class EditKept(KeepsTheDraft, EditView):
    """A work or a name as a form."""
