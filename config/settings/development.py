"""Settings for `make demo` and for work on the code: production's, on this machine, without HTTPS.

They refuse a live archive: see config/choosing.py.
"""

import os

from config import choosing, dotenv

choosing.refuse_live_settings()

_given = dotenv.read()
for _name, _value in {
    "ENV": choosing.DEVELOPMENT,
    "SECRET_KEY": choosing.PUBLIC_KEY,
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
    "BASE_URL": f"http://localhost:{_given.int('PORT', 8000)}",
    "HTTPS": "false",
}.items():
    if _given.str(_name, None) is None:
        os.environ[dotenv.PREFIX + _name] = _value

from config.settings.production import *  # noqa: E402 - it reads what was set above

LIVE = False
DEBUG = env.bool("DEBUG", False)

choosing.refuse_live_database(DATABASES["default"])
