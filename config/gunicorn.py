"""The web server's settings: `gunicorn --config config/gunicorn.py config.wsgi`.

Threads, because streaming keeps a connection open for long and costs hardly any thinking.
"""

import sys
from pathlib import Path

from gunicorn.http import message
from gunicorn.workers.base import Worker

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # gunicorn reads this before it knows the project
from config import choosing, dotenv

try:
    choosing.choose(otherwise=choosing.LIVE)
except choosing.Unsettled as refusal:
    sys.exit(str(refusal))

env = dotenv.read()

host, port = env.str("HOST", "127.0.0.1"), env.int("PORT", 8000)
bind = f"{host}:{port}"
worker_class = "config.serving.worker.Worker"  # gthread, with shares of the threads
workers = env.int("WEB_WORKERS", 2)
threads = max(4, env.int("WEB_THREADS", 8))  # with fewer there is nothing to share
worker_connections = 800  # below the 1,024 open files that a process usually may have
timeout = 60
graceful_timeout = 3  # a stream that is cut off is asked for again
keepalive = 5
sendfile = False  # the system call waits for a slow reader as long as she likes; our socket does not
# A question of 10,000 characters is answered too; its letters count up to six times. gunicorn itself goes up to 8190
# or, with 0, takes in a line that never ends until the memory is full.
limit_request_line = 100_000
message.MAX_REQUEST_LINE = limit_request_line + 1

control_socket_disable = True  # nobody steers this server but its parent
proc_name = "rostarkivet"
loglevel = "warning"


def post_worker_init(worker: Worker) -> None:
    """Say where to look, once the first worker has loaded the application and can answer."""
    if worker.age == 1:
        shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::") else host  # noqa: S104
        print(f"Röstarkivet answers at http://{shown}:{port}/", flush=True)  # noqa: T201
