"""The door for a web server: `gunicorn config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from config import choosing

os.umask(0o077)  # what the archive writes is its own to read
choosing.choose(otherwise=choosing.LIVE)
application = get_wsgi_application()
