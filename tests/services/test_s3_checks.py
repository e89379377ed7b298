"""What the system checks say of a bucket of a real server, whole and half-made."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.checks import CheckMessage
from django.test import override_settings

from archive.storage.checks import s3_is_complete
from archive.storage.s3 import abilities
from tests.services import faults
from tests.services.s3 import Served
from tests.services.test_s3_faults import lesser


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    abilities.of.cache_clear()
    yield
    abilities.of.cache_clear()


def found(served: Served, **others: object) -> list[str | None]:
    with override_settings(**served.settings(**others)):
        messages: list[CheckMessage] = s3_is_complete()
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_a_bucket_that_is_as_it_should_be_gives_no_cause_to_speak(s3_server: Served) -> None:
    assert (found(s3_server), s3_server.everything()) == ([], [])


def test_an_archive_in_folders_asks_no_server() -> None:
    assert s3_is_complete() == []


@pytest.mark.parametrize("name", ["S3_ENDPOINT", "S3_BUCKET", "S3_KEY", "S3_SECRET"])
def test_what_was_not_said_is_named(s3_server: Served, name: str) -> None:
    with override_settings(**s3_server.settings(**{name: ""})):
        (message,) = s3_is_complete()
    assert (message.id, f"ROSTARKIVET_{name} is not set" in message.msg) == ("archive.E020", True)


@pytest.mark.parametrize(
    "address", ["s3.example.org", "ftp://s3.example.org", "https://s3.example.org/bucket", "https://"]
)
def test_an_endpoint_is_the_address_of_a_server(s3_server: Served, address: str) -> None:
    assert found(s3_server, S3_ENDPOINT=address) == ["archive.E021"]


def test_a_server_that_is_away_and_one_that_refuses_are_told_apart(s3_server: Served) -> None:
    assert found(s3_server, S3_ENDPOINT="http://127.0.0.1:9", RENDITIONS_STORE="folder") == ["archive.W020"]
    assert found(s3_server, S3_SECRET="the wrong one", RENDITIONS_STORE="folder") == ["archive.E024"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (("x-amz-checksum-sha256", "x-amz-sdk-checksum-algorithm"), "archive.W021"),
        (("if-none-match",), "archive.W022"),
    ],
)
def test_a_server_that_can_do_less_is_told_of(s3_server: Served, headers: tuple[str, ...], expected: str) -> None:
    with faults.between(s3_server.endpoint) as way:
        way.rewrite = lesser(s3_server, *headers)
        assert found(s3_server, S3_ENDPOINT=way.endpoint, RENDITIONS_STORE="folder") == [expected]


def test_a_bucket_that_everybody_can_read_is_an_error(s3_server: Served) -> None:
    with readable_by_everybody(s3_server):
        assert found(s3_server, RENDITIONS_STORE="folder") == ["archive.E023"]


@contextmanager
def readable_by_everybody(served: Served) -> Iterator[None]:
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{served.bucket}/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    served.client().put_bucket_policy(Bucket=served.bucket, Policy=policy)
    try:
        yield
    finally:
        served.client().delete_bucket_policy(Bucket=served.bucket)
