"""What the settings make of the environment, where files lie in S3."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
S3 = {"ORIGINALS_STORE": "folder", "RENDITIONS_STORE": "s3", "S3_ENDPOINT": "http://10.0.0.7:8333", "S3_KEY": "k"}
SENT_ON = {"S3_PRESIGNED_SECONDS": "60", "S3_PUBLIC_ENDPOINT": "https://media.example.org/"}
ASK = """
import json, sys
from config.settings import test as chosen
told = chosen.CONTENT_SECURITY_POLICY["DIRECTIVES"]
print(json.dumps([told["media-src"], told["connect-src"], "boto3" in sys.modules]))
"""


def started(**environment: str) -> "subprocess.CompletedProcess[str]":
    given = {f"ROSTARKIVET_{name}": value for name, value in environment.items()}
    command = [sys.executable, "-c", ASK]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **given}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("environment", "elsewhere"),
    [
        ({}, []),
        (SENT_ON, []),
        (S3, []),
        ({**S3, **SENT_ON}, ["https://media.example.org"]),
        ({**S3, "S3_PRESIGNED_SECONDS": "60"}, ["http://10.0.0.7:8333"]),
    ],
)
def test_a_page_may_load_from_the_bucket_only_where_readers_are_sent_there(
    environment: dict[str, str], elsewhere: list[str]
) -> None:
    assert json.loads(started(**environment).stdout) == [["'self'", "blob:", *elsewhere], ["'self'", *elsewhere], False]


@pytest.mark.parametrize(
    ("name", "value"),
    [("ORIGINALS_STORE", "bucket"), ("S3_PRESIGNED_SECONDS", "301"), ("S3_PRESIGNED_SECONDS", "-1")],
)
def test_what_cannot_be_is_refused_at_start(name: str, value: str) -> None:
    refused = started(**{name: value})
    assert refused.returncode != 0
    assert f"ROSTARKIVET_{name}" in refused.stderr
