"""Settings for `make demo` and for work on the code: production's, on this machine, without HTTPS."""

import os

os.environ.setdefault("ROSTARKIVET_SECRET_KEY", "only-for-this-machine-never-for-a-live-archive")
os.environ.setdefault("ROSTARKIVET_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("ROSTARKIVET_BASE_URL", f"http://localhost:{os.environ.get('ROSTARKIVET_PORT', '8000')}")
os.environ.setdefault("ROSTARKIVET_HTTPS", "false")

from config.settings.production import *

DEBUG = env.bool("DEBUG", False)

# A fresh clone has no folder for its data, and SQLite makes only the file.
VAR_DIR.mkdir(parents=True, exist_ok=True)
