"""A work as it will look, drawn with the public template before anything is saved."""

from django.db.models import Model
from django.http import HttpRequest
from django.template.response import TemplateResponse

from archive import access
from catalogue import previewing
from catalogue.models import Work
from catalogue.public import work_page


@previewing.register
def preview(request: HttpRequest, work: Model) -> TemplateResponse:
    """The page of a work as a draft has it. Wagtail has checked that the viewer may edit it."""
    assert isinstance(work, Work)  # noqa: S101 - works alone have previews
    if not work.slug:
        work.slug = "preview"
    context = work_page.context(request, work, access.viewer(request))
    return TemplateResponse(request, "catalogue/work.html", context)
