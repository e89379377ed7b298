"""What every answer says to browsers and robots, static files and streams included."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client, override_settings

from tests.config.running import setting

pytestmark = pytest.mark.django_db

ANSWERS = ("/login/", "/nothing/", "/robots.txt", "/stream/none/master.m3u8", "/admin/login/", "/static/css/base.css")
LIVE = {
    "SECRET_KEY": "a-key-that-nobody-else-knows-0123456789-0123456789",
    "ALLOWED_HOSTS": "arkiv.example.org",
    "ENV_FILE": "",
}


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_is_for_this_site_alone(path: str, tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "base.css").write_text("body {}")
    with override_settings(STATIC_ROOT=tmp_path, WHITENOISE_AUTOREFRESH=False, WHITENOISE_USE_FINDERS=False):
        answer = Client().get(path)
    assert (answer.status_code == 200) == (path not in ("/nothing/", "/stream/none/master.m3u8"))
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert {"camera=()", "microphone=()", "geolocation=()", "fullscreen=(self)"} <= set(
        answer["Permissions-Policy"].split(", ")
    )
    assert not answer.has_header("Access-Control-Allow-Origin")
    assert not answer.has_header("X-Robots-Tag")


@pytest.mark.parametrize(("https", "seconds"), [("true", "31536000"), ("false", "0")])
def test_browsers_insist_on_https_where_there_is_https(https: str, seconds: str, tmp_path: Path) -> None:
    told = {**LIVE, "BASE_URL": "https://arkiv.example.org", "HTTPS": https, "VAR_DIR": str(tmp_path)}
    assert setting("SECURE_HSTS_SECONDS", **told) == seconds


def test_robots_are_asked_to_stay_with_the_pages() -> None:
    lines = Client().get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    closed = {line.removeprefix("Disallow: ") for line in lines[1:]}
    assert {"/admin/", "/stream/", "/search/", "/en/search/", "/fa/search/", "/login/", "/fa/login/"} <= closed
    assert closed.isdisjoint({"/", "/works/", "/en/", "/fa/"})


@override_settings(ROBOTS=False)
def test_robots_can_be_sent_away() -> None:
    answer = Client().get("/robots.txt")
    assert answer.content.decode() == "User-agent: *\nDisallow: /\n"
    assert Client().get("/login/")["X-Robots-Tag"] == answer["X-Robots-Tag"] == "noindex, nofollow"


def test_a_contact_for_weaknesses_is_not_there_until_it_is_named() -> None:
    assert Client().get("/.well-known/security.txt").status_code == 404


@override_settings(SECURITY_CONTACT=["mailto:it@example.org", "https://example.org/report"])
def test_a_contact_for_weaknesses_is_named_with_an_end_that_lies_ahead() -> None:
    answer = Client().get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = [line.split(": ", 1) for line in answer.content.decode().splitlines()]
    assert [text for name, text in fields if name == "Contact"] == [
        "mailto:it@example.org",
        "https://example.org/report",
    ]
    (expires,) = [datetime.fromisoformat(text) for name, text in fields if name == "Expires"]
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)
    assert ["Preferred-Languages", "sv, en, fa"] in fields


def test_no_other_method_is_answered() -> None:
    assert Client().post("/robots.txt").status_code == 405
