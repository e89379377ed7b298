"""The page on which a reader asks for what is sealed of a work."""

from django import forms
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from archive.access import viewer as viewer_behind
from archive.languages import reader
from catalogue import asking
from catalogue.exceptions import AskedTooOften
from catalogue.models import AccessRequest, Work

ASKED = "asked"


class AskForm(forms.ModelForm[AccessRequest]):
    """Who asks, and what for."""

    # Nobody sees it, so only programs fill it in.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"}))

    class Meta:
        model = AccessRequest
        fields = ("name", "email", "purpose")
        labels = {"name": _("Your name"), "email": _("Your e-mail address"), "purpose": _("What you need it for")}
        widgets = {
            "name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
            "purpose": forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for access to a work of which something is sealed to whoever looks; 404 for every other."""
    viewer = viewer_behind(request)
    work = Work.objects.visible_to(viewer).with_words().filter(slug=slug).first()
    if work is None or not asking.is_sealed(work, viewer):
        raise Http404
    user = request.user if isinstance(request.user, User) else None
    known = {"name": user.get_full_name(), "email": user.email} if user else {}
    form = AskForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid() and _sent(form, work, user):
        return HttpResponseRedirect(f"{request.path}?{ASKED}")
    title = work.title_in(reader())
    context = {"work": work, "title": title, "form": form, "asked": ASKED in request.GET}
    return render(request, "catalogue/ask.html", context, status=200 if form.is_valid() or not form.is_bound else 422)


def _sent(form: AskForm, work: Work, user: User | None) -> bool:
    """Put it before the archivists. A program is told what a person is told."""
    data = form.cleaned_data
    if data.pop("website"):
        return True
    try:
        asking.ask(work, **data, language=reader(), user=user)
    except AskedTooOften as error:
        form.add_error(None, str(error))
        return False
    return True
