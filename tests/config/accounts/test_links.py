"""One-time links: made by who may, used once, and telling nothing to whoever has none."""

import re
import threading
from collections.abc import Callable
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import ModelLogEntry

from config.accounts import links

pytestmark = pytest.mark.django_db

GOOD = "ett nytt och gott lösenord"
ClientOf = Callable[[User | None], Client]


def path_of(link: str) -> str:
    return urlsplit(link).path


def open_link(client: Client, link: str) -> Any:
    return client.get(path_of(link), follow=True)


def choose(client: Client, link: str, password: str = GOOD) -> Any:
    """Open the link and send the form behind it."""
    asked = client.get(path_of(link))
    assert asked.status_code == 302, "the token is taken out of the address"
    return client.post(asked["Location"], {"new_password1": password, "new_password2": password})


def invited(*arguments: str, **options: str) -> str:
    """The link that the command prints."""
    out = StringIO()
    call_command("invite", *arguments, stdout=out, **options)
    return out.getvalue().splitlines()[1]


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Välj lösenord"), ("en", "Choose a password"), ("fa", "گذرواژه‌ای")]
)
def test_an_invited_person_chooses_her_own_password_once(language: str, words: str) -> None:
    link = invited("leila", "leila@example.org", group="Translators", language=language)
    assert not User.objects.get(username="leila").has_usable_password()
    client = Client()
    page = open_link(client, link)
    assert page.status_code == 200
    assert words in page.content.decode() and "leila" in page.content.decode()
    assert page["Cache-Control"].count("no-store") == 1
    assert choose(client, link).status_code == 302
    assert Client().post("/login/", {"username": "leila", "password": GOOD}).status_code == 302
    assert open_link(Client(), link).status_code == 410
    assert [group.name for group in User.objects.get(username="leila").groups.all()] == ["Translators"]


def test_two_who_hold_the_same_link_cannot_both_use_it() -> None:
    link = invited("leila", "leila@example.org", group="Researchers")
    first, second = Client(), Client()
    form = second.get(path_of(link))["Location"]
    assert choose(first, link).status_code == 302
    late = second.post(form, {"new_password1": "another password", "new_password2": "another password"})
    assert late.status_code == 410
    assert User.objects.get(username="leila").check_password(GOOD)


def test_a_link_ends_with_its_days(researcher: User) -> None:
    link = links.one_time(researcher)
    with override_settings(PASSWORD_RESET_TIMEOUT=-1):
        assert open_link(Client(), link).status_code == 410
    assert open_link(Client(), link).status_code == 200


def test_a_link_ends_when_its_owner_logs_in_and_when_she_is_shut_out(researcher: User, translator: User) -> None:
    link, other = links.one_time(researcher), links.one_time(translator)
    Client().post("/login/", {"username": "researcher", "password": "researcher"})
    User.objects.filter(pk=translator.pk).update(is_active=False)
    assert [open_link(Client(), each).status_code for each in (link, other)] == [410, 410]


def test_every_link_that_does_not_work_answers_alike(researcher: User) -> None:
    link = path_of(links.one_time(researcher))
    used = links.one_time(researcher)
    key, token = link.rstrip("/").split("/")[-2:]
    choose(Client(), used)
    wrong = [
        link,
        link.replace(token, "abc-def"),
        link.replace(key, "OTk5OTk5"),
        link.replace(key, "x"),
        link.replace(key, "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"),
        link.replace(token, "set-password"),
    ]
    secret = re.compile(rb'value="\w{64}"')
    pages = {secret.sub(b"", Client().get(path).content.replace(path.encode(), b"")) for path in wrong}
    assert {Client().get(path).status_code for path in wrong} == {410}
    assert len(pages) == 1
    assert b"researcher" not in pages.pop()


def test_a_bad_password_is_refused_and_the_link_still_works(researcher: User) -> None:
    client, link = Client(), links.one_time(researcher)
    assert choose(client, link, "kort").status_code == 200
    assert choose(client, link).status_code == 302


def test_an_invitation_needs_an_address_a_group_and_a_name_that_is_free(researcher: User) -> None:
    for arguments in (["ny"], ["ny", "ny@example.org"], ["researcher", "r@example.org", "--group", "Researchers"]):
        with pytest.raises(CommandError):
            call_command("invite", *arguments)
    with pytest.raises(CommandError):
        call_command("invite", "nobody", "--again")
    assert User.objects.count() == 1


def test_an_account_that_is_there_gets_another_link_and_keeps_its_password_until_then(researcher: User) -> None:
    link = invited("researcher", "--again")
    assert Client().post("/login/", {"username": "researcher", "password": "researcher"}).status_code == 302
    link = invited("researcher", "--again")
    choose(Client(), link)
    researcher.refresh_from_db()
    assert researcher.check_password(GOOD)


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Välj ett lösenord"), ("en", "Choose a password"), ("fa", "گذرواژه")]
)
def test_an_invitation_is_mailed_in_the_language_of_the_invited(language: str, words: str) -> None:
    link = invited("leila", "leila@example.org", group="Researchers", language=language)
    (letter,) = mail.outbox
    assert (letter.to, words in letter.subject, link in letter.body) == (["leila@example.org"], True, True)


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1)
def test_a_mail_server_that_refuses_leaves_the_link_on_the_screen() -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="give her the link yourself"):
        call_command("invite", "leila", "leila@example.org", group="Researchers", stdout=out)
    assert "/account/choose/" in out.getvalue()


# --- In the admin ---------------------------------------------------------------------------------------------


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("administrator", "a@example.org", "administrator")


def test_an_administrator_makes_a_link_in_the_list_of_users(
    administrator: User, researcher: User, client_of: ClientOf
) -> None:
    client, address = client_of(administrator), reverse("one_time_link", args=[researcher.pk])
    assert address in client.get(reverse("wagtailusers_users:index")).content.decode()
    assert "/account/choose/" not in client.get(address).content.decode()
    shown = client.post(address)
    assert "no-store" in shown["Cache-Control"]
    (link,) = re.findall(r'value="(http[^"]+/account/choose/[^"]+)"', shown.content.decode())
    assert choose(Client(), link).status_code == 302
    assert ModelLogEntry.objects.filter(action="account.one_time_link", object_id=str(researcher.pk)).count() == 1
    assert mail.outbox == []


def test_nobody_makes_a_link_for_more_than_she_is_herself(
    administrator: User, archivist: User, translator: User, researcher: User, client_of: ClientOf
) -> None:
    for who, status in ((archivist, 302), (translator, 404), (researcher, 302)):
        answer = client_of(who).post(reverse("one_time_link", args=[researcher.pk]))
        assert answer.status_code == status
        assert "/account/choose/" not in answer.get("Location", "")
    archivist.user_permissions.add(Permission.objects.get(codename="change_user"))
    allowed = [
        client_of(archivist).post(reverse("one_time_link", args=[who.pk])) for who in (researcher, administrator)
    ]
    assert [b"/account/choose/" in answer.content for answer in allowed] == [True, False]


# --- By oneself -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["researcher", "translator", "archivist"])
@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Byt lösenord"), ("/en", "Change password"), ("/fa", "تغییر گذرواژه")]
)
def test_a_member_changes_her_password_on_the_public_site(
    who: str, prefix: str, words: str, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    user = request.getfixturevalue(who)
    client, elsewhere = client_of(user), client_of(user)
    address = f"{prefix}/account/password/"
    page = client.get(address)
    assert page.status_code == 200
    assert page.content.decode().count(words) >= 2
    assert f'href="{address}"' in client.get(f"{prefix}/search/").content.decode()
    wrong = client.post(address, {"old_password": "wrong", "new_password1": GOOD, "new_password2": GOOD})
    assert wrong.status_code == 200
    done = client.post(address, {"old_password": who, "new_password1": GOOD, "new_password2": GOOD})
    assert (done.status_code, done["Location"]) == (302, address)
    assert client.get(address).status_code == 200
    assert elsewhere.get(address).status_code == 302
    user.refresh_from_db()
    assert user.check_password(GOOD)


def test_whoever_finds_a_screen_open_does_not_guess_the_old_password(researcher: User, client_of: ClientOf) -> None:
    client = client_of(researcher)
    guesses = [{"old_password": f"guess {n}", "new_password1": GOOD, "new_password2": GOOD} for n in range(11)]
    assert [client.post("/account/password/", guess).status_code for guess in guesses] == [200] * 10 + [429]


def test_a_stranger_is_sent_to_the_door() -> None:
    answer = Client().get("/fa/account/password/")
    assert (answer.status_code, answer["Location"]) == (302, "/fa/login/?next=/fa/account/password/")


def test_nobody_asks_for_links_where_the_settings_do_not_allow_it() -> None:
    assert Client().get("/account/reset/").status_code == 404
    assert Client().post("/account/reset/", {"email": "r@example.org"}).status_code == 404
    assert "/account/reset/" not in Client().get("/login/").content.decode()


def wait_for_mail() -> None:
    for thread in [thread for thread in threading.enumerate() if thread.name == "password links"]:
        thread.join()


@override_settings(WAGTAIL_PASSWORD_RESET_ENABLED=True)
def test_nobody_fills_a_mailbox_with_links(researcher: User) -> None:
    User.objects.filter(pk=researcher.pk).update(email="r@example.org")
    answers = [Client().post("/account/reset/", {"email": "r@example.org"}).status_code for _ in range(15)]
    wait_for_mail()
    assert (answers, len(mail.outbox)) == ([302] * 15, 10)


@override_settings(WAGTAIL_PASSWORD_RESET_ENABLED=True)
def test_the_admins_door_leads_to_the_same_page() -> None:
    assert Client().get("/admin/password_reset/", follow=True).redirect_chain == [("/account/reset/", 302)]
    assert Client().post("/admin/password_reset/", {"email": "r@example.org"}).status_code == 302
    assert mail.outbox == []


@override_settings(WAGTAIL_PASSWORD_RESET_ENABLED=True)
def test_who_forgot_her_password_asks_for_a_link_and_strangers_learn_nothing(researcher: User) -> None:
    User.objects.filter(pk=researcher.pk).update(email="r@example.org")
    assert "/account/reset/" in Client().get("/login/").content.decode()
    answers = []
    for address in ("r@example.org", "nobody@example.org"):
        answer = Client().post("/account/reset/", {"email": address}, follow=True)
        text = re.sub(r'value="\w{64}"', "", answer.content.decode())
        answers.append((answer.redirect_chain, text))
    wait_for_mail()
    assert answers[0] == answers[1]
    (letter,) = mail.outbox
    (link,) = re.findall(r"http\S+/account/choose/\S+", str(letter.body))
    assert choose(Client(), link).status_code == 302
