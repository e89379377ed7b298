"""The store in a bucket of a real server: the contract that the folder keeps too, and what is its own."""

import pytest
from django.test import override_settings

from archive.storage import Store, originals
from tests.archive.storage.contract import StoreContract
from tests.services.s3 import Served


class TestS3Store(StoreContract):
    @pytest.fixture
    def store(self, s3_server: Served) -> Store:
        with override_settings(**s3_server.settings()):
            return originals()
