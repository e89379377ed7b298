"""What the frame of every page needs: the same page in other languages, pages of the menu, time codes."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, override
from wagtail.models import Page

from archive import languages
from archive import timecode as timecodes
from catalogue.editorial import menu
from catalogue.editorial.menu import MenuEntry
from catalogue.editorial.scheduling import in_time
from config import import_map as modules

register = template.Library()


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The way to this page in one of the site's languages; `name` is the language's name for itself."""

    code: str
    name: str
    direction: str
    url: str
    current: bool


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """Every language of the site with this page's address in it, query string and moment kept."""
    links = []
    addresses = _addresses(context)
    for code, _name in settings.LANGUAGES:
        info = get_language_info(code)
        direction = "rtl" if info["bidi"] else "ltr"
        name = str(info["name_local"]).capitalize()
        url = addresses.get(code) or _home(code)
        links.append(LanguageLink(code, name, direction, url, code == languages.reader()))
    return links


def _addresses(context: Context) -> dict[str, str]:
    """This page's address in each language in which it has one."""
    page = context.get("page")
    if isinstance(page, Page):
        others = in_time(Page.objects.live().public()).filter(translation_key=page.translation_key).exclude(pk=page.pk)
        translated = {each.locale.language_code: each.url or "" for each in others.select_related("locale")}
        return {**translated, page.locale.language_code: page.url or ""}
    request = context.get("request")
    here = urlsplit(_here(request) if request else "/")
    try:
        view = resolve(here.path)
    except Resolver404:
        return {}
    return {code: here._replace(path=_path_in(code, view) or here.path).geturl() for code, _name in settings.LANGUAGES}


def _path_in(code: str, view: ResolverMatch) -> str:
    """The path to a view in a language; "" for a view that has no name to find it by."""
    with override(code):
        try:
            return reverse(view.view_name, args=view.args, kwargs=view.kwargs)
        except NoReverseMatch:
            return ""


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """This page's address, without the moment at which something is played: that is for the player to keep."""
    return _here(context["request"])


def _here(request: HttpRequest) -> str:
    if "t" not in request.GET:
        return request.get_full_path()
    others = request.GET.copy()
    del others["t"]
    return urlsplit(request.get_full_path())._replace(query=others.urlencode(safe="/")).geturl()


@register.simple_tag
def import_map(room: str = modules.SITE) -> SafeString:
    """The names under which our modules import each other: see `config.import_map`."""
    return mark_safe(f'<script type="importmap">{modules.text(room)}</script>')  # noqa: S308 - our own file names


@register.simple_tag
def styles() -> SafeString:
    """The site's styles, the same on every page."""
    return _styles()


@cache
def _styles() -> SafeString:
    return render_to_string("components/styles.html")


@register.simple_tag
def home_address() -> str:
    """The front page in the reader's language."""
    return _home(languages.reader())


def _home(code: str) -> str:
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


@register.simple_tag
def menu_pages() -> tuple[MenuEntry, ...]:
    """The editorial pages that an archivist put in the menu, in the reader's language."""
    return menu.entries(languages.reader())


@register.filter
def timecode(milliseconds: int | None) -> SafeString:
    """`62500` as 1:02, in Persian with Persian digits; hours only where there are any."""
    if milliseconds is None:
        return SafeString("")
    said = timecodes.duration(milliseconds), timecodes.short(milliseconds)
    return format_html('<time class="timecode" datetime="{}">{}</time>', *said)


@register.filter
def seconds(milliseconds: int) -> str:
    """`62500` as `62.5`: the form of a moment in an address, `?t=62.5`."""
    return timecodes.seconds(milliseconds)


@register.filter
def digits(value: object) -> str:
    """A number in the digits of the reader's language."""
    return languages.digits(value)


@register.filter
def tagged(text: languages.Tagged) -> SafeString:
    """A text that need not be in the page's language, saying so to browsers and screen readers."""
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', text.lang, text.dir, text.text)


@register.filter
def autonym(tag: str) -> str:
    """A language's name for itself."""
    return languages.autonym(tag)


@register.filter
def direction(tag: str) -> str:
    """`rtl` or `ltr` for a language tag."""
    return languages.direction(tag)


@register.filter
def language_name(tag: str) -> str:
    """A language's name in the reader's language; the bare tag when it is not one of ours."""
    return languages.name(tag)
