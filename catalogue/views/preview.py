"""A work as it will look, drawn with the public template before anything is saved."""

from django.http import HttpRequest
from django.template.response import TemplateResponse

from archive.access import viewer_of
from catalogue import work_page
from catalogue.models import Work


def preview(request: HttpRequest, work: Work) -> TemplateResponse:
    """The page of a work as a draft has it. Wagtail has checked that the viewer may edit it."""
    if not work.slug:
        work.slug = "preview"
    context = work_page.context(request, work, viewer_of(request.user))
    return TemplateResponse(request, "catalogue/work.html", context)
