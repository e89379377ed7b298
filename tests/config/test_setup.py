"""What `setup` asks, what it refuses, and what it leaves alone."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import override_settings

from config import dotenv
from config.choosing import Unsettled
from config.installing import administrator, asking, finishing, first
from config.installing.asking import Asker
from demo.account_list import ARCHIVIST
from tests.config.running import manage

ENOUGH = ["--base-url", "https://arkiv.example.org", "--no-input"]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a settings file, and nothing in the environment."""
    for name in ("ENV", "SECRET_KEY", "BASE_URL"):
        monkeypatch.delenv(f"ROSTARKIVET_{name}", raising=False)
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    monkeypatch.setenv("ROSTARKIVET_ENV_FILE", str(tmp_path / ".env"))
    return tmp_path / ".env"


def test_the_file_has_all_that_live_settings_need_and_a_key_of_its_own(file: Path) -> None:
    first.settle(ENOUGH)
    written = dotenv.written()
    key = written.pop("SECRET_KEY")
    assert len(key) > 60
    assert written == {
        "ENV": "live",
        "SITE_NAME": "Röstarkivet",
        "LANGUAGES": "sv,en,fa",
        "BASE_URL": "https://arkiv.example.org",
        "ALLOWED_HOSTS": "arkiv.example.org",
        "HTTPS": "true",
        "BEHIND_PROXY": "true",
        "EMAIL_HOST": "",
    }
    first.settle(["--no-input"])
    assert dotenv.written() == {**written, "SECRET_KEY": key}


def test_nobody_else_can_read_the_file_whatever_the_umask_is(file: Path) -> None:
    first.settle(ENOUGH)
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    file.chmod(0o644)
    first.settle(["--no-input", "--set", "PORT=8010"])
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_what_is_written_stays_and_an_option_changes_only_what_it_names(file: Path) -> None:
    file.write_text("# ours\nROSTARKIVET_SITE_NAME='Vårt arkiv'\nROSTARKIVET_VIDEO_CRF=19\n")
    first.settle([*ENOUGH, "--set", "web_threads=16"])
    assert file.read_text().startswith("# ours\nROSTARKIVET_SITE_NAME='Vårt arkiv'\nROSTARKIVET_VIDEO_CRF=19\n")
    assert dotenv.written()["WEB_THREADS"] == "16"
    first.settle(["--no-input", "--base-url", "http://192.0.2.1:8000"])
    written = dotenv.written()
    assert (written["BASE_URL"], written["ALLOWED_HOSTS"]) == ("http://192.0.2.1:8000", "192.0.2.1")
    assert (written["HTTPS"], written["BEHIND_PROXY"], written["SITE_NAME"]) == ("false", "false", "Vårt arkiv")


def test_a_mail_server_is_written_with_what_belongs_to_it(file: Path) -> None:
    password = 'it\'s $ecret \\ "quoted"'
    mail = ["--mail-host", "mail.example.org", "--mail-user", "a@example.org", "--mail-password", password]
    first.settle([*ENOUGH, *mail])
    written = dotenv.written()
    assert {name: text for name, text in written.items() if "MAIL" in name} == {
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_SECURITY": "starttls",
        "EMAIL_USER": "a@example.org",
        "EMAIL_PASSWORD": password,
        "FROM_EMAIL": "a@example.org",
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--no-input"], "add --base-url"),
        (["--base-url", "arkiv.example.org"], "is no address of a site"),
        (["--base-url", "https://a.example.org/path"], "is no address of a site"),
        (["--base-url", "ftp://a.example.org"], "is no address of a site"),
        (["--base-url", "https://[::1"], "is no address of a site"),
        ([*ENOUGH, "--languages", "sv,de"], "The site speaks sv, en and fa"),
        ([*ENOUGH, "--languages", "sv,sv"], "The site speaks sv, en and fa"),
        ([*ENOUGH, "--set", "PORT"], "write it as NAME=VALUE"),
        ([*ENOUGH, "--mail-host", "m", "--mail-security", "ssl"], "Write starttls, tls or none"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_before_anything_is_written(
    arguments: list[str], said: str, file: Path
) -> None:
    with pytest.raises(Unsettled, match=said):
        first.settle(arguments)
    assert not file.exists()


def test_setup_is_no_command_for_development(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.development")
    with pytest.raises(Unsettled, match="these settings are for development"):
        first.settle(ENOUGH)
    assert not file.exists()


def test_a_missing_answer_is_a_sentence_that_names_the_option(tmp_path: Path) -> None:
    done = manage("setup", "--no-input", ENV_FILE=str(tmp_path / ".env"), VAR_DIR=str(tmp_path / "var"))
    assert (done.returncode, done.stderr) == (
        1,
        "Address of the site is needed: add --base-url to the command, or run it on a terminal.\n",
    )


def silent(**given: str) -> Asker:
    return Asker(dict(given), silent=True)


@pytest.mark.django_db
def test_a_folder_with_the_demonstration_in_it_does_not_go_live() -> None:
    User.objects.create_user(ARCHIVIST.name, password=ARCHIVIST.password)
    with override_settings(LIVE=True), pytest.raises(CommandError, match="holds the demonstration"):
        call_command("setup", "--no-input")


@pytest.mark.django_db
def test_somebody_who_is_merely_called_so_does_not_stop_it() -> None:
    User.objects.create_user(ARCHIVIST.name, password="another password")
    finishing.refuse_known_passwords()


@pytest.mark.django_db
def test_the_first_administrator_is_made_once_with_a_link_and_no_password() -> None:
    said: list[str] = []
    administrator.first(silent(admin="leila", admin_email="leila@example.org"), said.append)
    user = User.objects.get()
    assert (user.is_superuser, user.has_usable_password(), user.is_active) == (True, False, True)
    assert list(user.groups.all()) == [Group.objects.get(name="Archivists")]
    assert "/account/choose/" in said[-1]
    administrator.first(silent(), said.append)
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [{}, {"admin": "a b", "admin_email": "a@b.se"}, {"admin": "leila", "admin_email": "none"}, {"admin": "taken"}],
)
def test_an_administrator_who_cannot_be_is_refused(given: dict[str, str]) -> None:
    User.objects.create_user("taken")
    with pytest.raises(Unsettled):
        administrator.first(silent(**given), print)
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_the_organisation_is_asked_for_only_while_a_front_page_is_missing() -> None:
    with pytest.raises(Unsettled, match="--organisation"):
        finishing.front_pages(silent())
    assert finishing.front_pages(silent(organisation="A & <b>B</b>")) == ["sv", "en", "fa"]
    assert finishing.front_pages(silent()) == []


def test_an_address_is_written_as_browsers_send_it() -> None:
    assert asking.address_of_site(" https://Arkiv.Example.org/ ") == "https://arkiv.example.org"
    assert asking.address_of_site("http://127.0.0.1:8000") == "http://127.0.0.1:8000"


@pytest.mark.parametrize("leaving", [EOFError, KeyboardInterrupt])
def test_whoever_leaves_in_the_middle_may_come_back(leaving: type[BaseException]) -> None:
    def gone(prompt: str) -> str:
        raise leaving

    with pytest.raises(Unsettled, match="goes on from here"):
        asking.heard(gone, "Name: ")
