"""Files sent through the admin: streamed by a request each, or as a plain form where there is no JavaScript."""

from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from archive import streamed
from archive.admin.addresses import page_url
from archive.admin.forms import UploadForm
from archive.admin.gate import ArchivistsOnly, key, member
from archive.admin.watching import state_url
from archive.digest import CHUNK
from archive.exceptions import Duplicate, Refused
from archive.ingest import Given, accept_chunks
from archive.ingest import receive as incoming
from archive.languages import LANGUAGES
from archive.models import Original, Recording

SIZE_HEADER = "X-File-Size"
LONGEST_NUMBER = 19  # digits; more bytes than that no disk has
STATUS = {"accepted": 201, "duplicate": 200, "refused": 422}


class UploadView(ArchivistsOnly, WagtailAdminTemplateMixin, FormView):
    """Where files are dropped. With JavaScript each goes to `send`; without, the form brings them all here."""

    page_title = gettext_lazy("Upload")
    header_icon = "upload"
    template_name = "archive/upload.html"
    form_class = UploadForm

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        index = {"url": reverse_lazy("recordings:index"), "label": gettext_lazy("Recordings")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(max_bytes=settings.UPLOAD_MAX_BYTES, recording=self._recording(), **kwargs)

    def _recording(self) -> Recording | None:
        return recording_named(self.request.GET.get("recording", ""))

    def form_valid(self, form: UploadForm) -> HttpResponse:
        results = []
        for file in form.cleaned_data["uploads"]:
            language = form.cleaned_data["language"]
            given = Given(file.name, member(self.request), self._recording(), language=language, size_bytes=file.size)
            results.append(receive(file.chunks(), given) | {"name": file.name})
        return render(self.request, self.template_name, self.get_context_data(form=UploadForm(), results=results))


def recording_named(text: str) -> Recording | None:
    """The recording that a further original is sent for; None when the file is to be a recording of its own."""
    return Recording.objects.filter(pk=key(text)).first()


@require_http_methods(["PUT", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """One file as the whole body of the request, its name in `?name=`. Answers JSON; see `receive`.

    How many bytes it has is announced by `X-File-Size`, or by Content-Length where the sender knows no better.
    """
    if not policy_registry.get_by_type(Recording).user_has_permission(request.user, "add"):
        return JsonResponse(_refused(_("You may not add files to the archive.")), status=403)
    announced = _announced(request)
    if announced is None:
        return JsonResponse(_refused(str(Refused("no_length"))), status=411)
    if announced > settings.UPLOAD_MAX_BYTES:
        return JsonResponse(_refused(str(incoming.too_large())), status=413)
    language = request.GET.get("language", "")
    given = Given(
        request.GET.get("name", ""),
        member(request),
        recording_named(request.GET.get("recording", "")),
        language=language if language in LANGUAGES else "",
        size_bytes=announced,
    )
    result = receive(_body(request), given)
    return JsonResponse(result, status=STATUS[str(result["outcome"])])


def _announced(request: HttpRequest) -> int | None:
    """How many bytes the file has, as its sender says; None for a body in chunks that is said nothing of."""
    sizes = [_number(request.headers.get(name)) for name in (SIZE_HEADER, "Content-Length")]
    nothing = None if "Transfer-Encoding" in request.headers else 0
    return next((size for size in sizes if size is not None), nothing)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER else None


def receive(chunks: Iterator[bytes], given: Given) -> dict[str, object]:
    """Take a file in. `outcome` is accepted, duplicate or refused, `reason` a sentence, `url` its page in the admin."""
    try:
        original = accept_chunks(chunks, given)
        return _answer("accepted", original, str(streamed.WAITS) if streamed.waits(original) else "")
    except Duplicate as error:
        return _answer("duplicate", Original.objects.get(pk=error.original_id), str(error))
    except Refused as error:
        return _refused(str(error))


def _answer(outcome: str, original: Original, reason: str = "") -> dict[str, object]:
    thing = original.recording or original.document
    assert thing  # noqa: S101 - an original is of one of them
    job = streamed.jobs_about([original]).first()
    return {
        "outcome": outcome,
        "reason": reason,
        "title": thing.title,
        "url": page_url(thing),
        "job": {"id": job.pk, "url": state_url([job])} if job else None,
    }


def _refused(reason: str) -> dict[str, object]:
    return {"outcome": "refused", "reason": reason, "title": "", "url": "", "job": None}


def _body(request: HttpRequest) -> Iterator[bytes]:
    """The request's body; where it ends before its Content-Length, somebody cut the connection. Raises Refused."""
    length = _number(request.headers.get("Content-Length"))
    # A body in chunks has no length, so Django takes it for none; a server that has seen its end says so.
    in_chunks = length is None and request.META.get("wsgi.input_terminated")
    stream: BinaryIO | HttpRequest = request.META["wsgi.input"] if in_chunks else request
    arrived = 0
    while True:
        try:
            chunk = stream.read(CHUNK)
        except Exception as error:  # whatever a server raises for chunks that end too early
            raise incoming.broken_off(arrived, length or _announced(request) or arrived) from error
        if not chunk:
            break
        arrived += len(chunk)
        yield chunk
    if length is not None and arrived < length:
        raise incoming.broken_off(arrived, length)
