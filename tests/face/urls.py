"""The site's own addresses and one page that shows every component with a small recording."""

from pathlib import Path
from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.languages import Tagged
from catalogue.public.transcript import Reading, written
from config import urls as site

STREAM: dict[str, Path] = {}

LINES: dict[str, list[tuple[int, int, str]]] = {
    "sv": [
        (1000, 4000, "Frihet är inte något\nman får av andra."),
        (4500, 7500, "Den tar man sig, varje dag."),
        (12000, 16000, "Vi sänder från Stockholm."),
    ],
    "fa": [
        (900, 4100, "آزادی چیزی نیست\nکه دیگران به تو بدهند."),
        (4400, 7600, "هر روز آن را می‌گیری."),
        (12000, 16000, "ما از استکهلم پخش می‌کنیم."),
    ],
    "en": [(1000, 7500, "Freedom is nothing others give you."), (12000, 16000, "We broadcast from Stockholm.")],
}
LABELS = {"sv": "Svenska", "fa": "فارسی", "en": "English"}


def _direction(tag: str) -> str:
    return "rtl" if tag == "fa" else "ltr"


def _stamp(milliseconds: int) -> str:
    return f"00:{milliseconds // 60000:02}:{milliseconds // 1000 % 60:02}.{milliseconds % 1000:03}"


def player(request: HttpRequest, kind: str) -> HttpResponse:
    tracks = [
        {"src": f"/face/{tag}.vtt", "lang": tag, "dir": _direction(tag), "label": LABELS[tag], "kind": "subtitles"}
        | {"default": tag == get_language()}
        for tag in LINES
    ]
    shown: dict[str, Any] = {"kind": kind, "src": "/face/stream/master.m3u8", "poster": "", "thumbnails": ""}
    shown |= {"peaks": "/face/stream/peaks.json" if kind == "audio" else "", "duration_ms": 20000, "tracks": tracks}
    shown |= {"title": Tagged("Kvinnors Röst", "sv", "ltr"), "stand_in": True}
    transcript = [_reading(tag, shown=tag == "sv") for tag in LINES]
    cards = [_card(0, "radio_episode"), _card(1, "documentary"), _card(2, "book")]
    pair = {
        "left": {"lang": "sv", "dir": "ltr", "text": LINES["sv"][0][2]},
        "right": {"lang": "fa", "dir": "rtl", "text": LINES["fa"][0][2]},
    }
    return render(request, "face/page.html", {"player": shown, "transcript": transcript, "cards": cards, "pair": pair})


def _reading(tag: str, *, shown: bool) -> Reading:
    lines = SafeString(written(LINES[tag], tag) if shown else "")
    fragment, page = f"/face/transcript/{tag}/", f"?transcript={tag}"
    return Reading(f"track-{tag}", tag, _direction(tag), LABELS[tag], fragment, page, lines, ())


def fragment(request: HttpRequest, tag: str) -> HttpResponse:
    opening = f'<ol class="lines" data-track="track-{tag}" lang="{tag}" dir="{_direction(tag)}">'
    return HttpResponse(f"{opening}{written(LINES[tag], tag)}</ol>")


def _card(number: int, kind: str) -> dict[str, Any]:
    title = [Tagged("صدای زنان", "fa", "rtl"), Tagged("Med höjd blick", "sv", "ltr"), Tagged("Systra mi", "sv", "ltr")]
    return {
        "url": "/", "title": title[number], "kind": kind, "kind_label": kind, "year": 2004, "poster": "",
        "summary": Tagged("En resa.", "sv", "ltr"), "duration_ms": 62500, "languages": ["sv", "fa"], "stand_in": True,
    }  # fmt: skip


def track(request: HttpRequest, tag: str) -> HttpResponse:
    cues = "\n\n".join(f"{_stamp(start)} --> {_stamp(end)}\n{text}" for start, end, text in LINES[tag])
    return HttpResponse(f"WEBVTT\n\n{cues}\n", content_type="text/vtt")


def stream(request: HttpRequest, name: str) -> FileResponse:
    return FileResponse((STREAM["folder"] / name).open("rb"))


urlpatterns = [
    path("face/<slug:tag>.vtt", track),
    path("face/transcript/<slug:tag>/", fragment),
    path("face/stream/<str:name>", stream),
    *i18n_patterns(path("face/<slug:kind>/", player, name="face-player"), prefix_default_language=False),
    *site.urlpatterns,
]
