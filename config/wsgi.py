"""The door for a web server: `gunicorn config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from config import choosing
from config.bodies import whole

os.umask(0o077)  # what the archive writes is its own to read
choosing.choose(otherwise=choosing.LIVE)
application = whole(get_wsgi_application())
