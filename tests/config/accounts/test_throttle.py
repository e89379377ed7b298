"""Whoever guesses passwords has to wait, at both doors, and nobody else has to."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from config.accounts import throttle

pytestmark = pytest.mark.django_db

DOORS = ("/login/", "/admin/login/")
LIMIT = 10


def guess(door: str = "/login/", name: str = "archivist", password: str = "wrong", **headers: Any) -> Any:
    headers.setdefault("REMOTE_ADDR", "192.0.2.1")
    return Client().post(door, {"username": name, "password": password}, **headers)


@pytest.mark.parametrize("door", DOORS)
def test_after_ten_wrong_passwords_even_the_right_one_has_to_wait(door: str, archivist: User) -> None:
    assert [guess(door).status_code for _ in range(LIMIT)] == [200] * LIMIT
    for password in ("wrong", "archivist"):
        answer = guess(door, password=password)
        assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (429, "900", "private, no-cache")
        assert "sessionid" not in answer.cookies


def test_the_two_doors_count_together(archivist: User) -> None:
    for turn in range(LIMIT):
        guess(DOORS[turn % 2])
    assert [guess(door, password="archivist").status_code for door in DOORS] == [429, 429]


def test_the_person_herself_gets_in_from_elsewhere(archivist: User) -> None:
    for _ in range(LIMIT + 5):
        guess()
    assert guess(password="archivist", REMOTE_ADDR="198.51.100.7").status_code == 302


def test_another_person_gets_in_from_the_same_address(archivist: User, translator: User) -> None:
    for _ in range(LIMIT + 5):
        guess()
    assert guess(name="translator", password="translator").status_code == 302


def test_an_address_that_tries_many_names_has_to_wait_too(archivist: User) -> None:
    for number in range(LIMIT * throttle.ADDRESS_FACTOR):
        guess(name=f"name{number}")
    assert guess(name="archivist", password="archivist").status_code == 429
    assert guess(name="archivist", password="archivist", REMOTE_ADDR="198.51.100.7").status_code == 302


def test_a_right_password_forgives_the_wrong_ones_before_it(archivist: User) -> None:
    for _ in range(3):
        for _ in range(LIMIT - 1):
            guess()
        assert guess(password="archivist").status_code == 302


def test_a_member_may_log_in_as_often_as_she_likes(archivist: User) -> None:
    often = LIMIT * throttle.ADDRESS_FACTOR + 5
    assert {guess(password="archivist").status_code for _ in range(often)} == {302}


def test_the_wait_ends_and_further_guesses_do_not_make_it_longer(archivist: User) -> None:
    for _ in range(LIMIT):
        guess()
    assert guess().status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert guess().status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15))
    assert guess(password="archivist").status_code == 302


def test_a_name_that_nobody_has_is_answered_like_one_that_somebody_has(archivist: User) -> None:
    known, unknown = ([guess(name=name).status_code for _ in range(LIMIT + 2)] for name in ("archivist", "nobody"))
    assert known == unknown


@pytest.mark.parametrize(("given", "kept"), [("203.0.113.9", "203.0.113.9"), ("a, 203.0.113.9", "203.0.113.9")])
def test_behind_a_proxy_the_last_address_counts_and_else_none_that_is_sent(given: str, kept: str, rf: Any) -> None:
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=given)
    assert throttle.address_of(request) == "127.0.0.1"
    with override_settings(BEHIND_PROXY=True):
        assert throttle.address_of(request) == kept


def test_a_client_cannot_choose_another_address_for_every_guess(archivist: User) -> None:
    answers = [guess(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}").status_code for number in range(LIMIT + 1)]
    assert answers[-1] == 429
    with override_settings(BEHIND_PROXY=True):
        forged = [guess(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 198.51.100.1") for number in range(LIMIT + 1)]
    assert forged[-1].status_code == 429


def test_all_addresses_of_one_household_are_one(rf: Any) -> None:
    asked = [
        rf.get("/", REMOTE_ADDR=address) for address in ("2001:db8:1:2::3", "2001:db8:1:2:ffff::9", "2001:db8:1:3::3")
    ]
    first, second, other = (throttle.address_of(request) for request in asked)
    assert first == second != other
    assert throttle.address_of(rf.get("/", REMOTE_ADDR="::ffff:192.0.2.1")) == "192.0.2.1"


def test_neither_names_nor_addresses_are_kept_and_nothing_for_long(archivist: User) -> None:
    guess(name="my-password-by-mistake", HTTP_USER_AGENT="a very rare browser")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM axes_accessattempt")
        kept = str(cursor.fetchall())
    assert AccessAttempt.objects.count() == 2
    for word in ("my-password", "192.0.2.1", "rare", "wrong", "/login/"):
        assert word not in kept
    assert throttle.forget() == 0
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15))
    assert throttle.forget() == 2


def test_an_administrator_unlocks_a_name(archivist: User) -> None:
    for _ in range(LIMIT + 1):
        guess()
    call_command("axes_reset_username", "archivist", verbosity=0)
    assert guess(password="archivist").status_code == 302


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "För många försök"), ("en", "Too many attempts"), ("fa", "تلاش‌های")]
)
def test_the_page_speaks_the_readers_language_at_both_doors(language: str, words: str, archivist: User) -> None:
    public = "/login/" if language == "sv" else f"/{language}/login/"
    for _ in range(LIMIT):
        guess()
    for answer in (guess(public), guess("/admin/login/", HTTP_ACCEPT_LANGUAGE=language)):
        assert answer.status_code == 429
        assert words in answer.content.decode()
        assert f'<html lang="{language}"' in answer.content.decode()


def test_an_ordinary_page_asks_nothing_about_attempts(
    archivist: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(archivist)
    with django_assert_max_num_queries(20) as asked:
        client.get("/login/")
    assert [query["sql"] for query in asked.captured_queries if "axes" in query["sql"]] == []


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_get_no_further_than_one_after_the_other() -> None:
    User.objects.create_user("archivist", password="archivist")
    answers: list[int] = []
    ready = threading.Barrier(20)

    def one() -> None:
        ready.wait()
        answers.append(guess().status_code)
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] * LIMIT + [429] * 10
