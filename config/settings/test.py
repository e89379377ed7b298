"""Settings of the test run: development's, with every folder in one that is thrown away, whatever `.env` says.

The database is SQLite, or the one that ROSTARKIVET_DATABASE_URL names in the environment: see
tests/services/on_postgres.py.
"""

import os
import tempfile
from pathlib import Path

os.environ["ROSTARKIVET_ENV_FILE"] = ""
os.environ["ROSTARKIVET_ENV"] = "development"
# Threads of tests come and go: what each of them kept open would stay open.
os.environ.setdefault("ROSTARKIVET_DATABASE_KEEP_SECONDS", "0")
os.environ["ROSTARKIVET_VAR_DIR"] = tempfile.mkdtemp(prefix="rostarkivet-test-")

from config.settings import databases
from config.settings.development import *

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
if DATABASES["default"]["ENGINE"] == databases.SQLITE:
    # A file, not memory: the browser tests' server reads it from another thread.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR_DIR) / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
VIDEO_PRESET = "ultrafast"
STATIC_ROOT.mkdir()
