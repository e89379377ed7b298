"""Debian's nginx with the shipped configuration, on loopback and in a folder of its own; gone afterwards."""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tests.config.serving import live
from tests.config.serving.live import ROOT, Server

SHIPPED = ROOT / "deploy" / "nginx" / "rostarkivet.conf"
PATIENCE_SECONDS = 30
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MAIN = """
user {user};
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main.log emerg;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/rostarkivet.conf;
}}
"""


@dataclass(frozen=True)
class Places:
    """What the shipped file names and every archive has elsewhere."""

    closed: Path
    static: Path
    renditions: Path


@dataclass(frozen=True)
class Front:
    """nginx, as a server that takes connections, and ours behind it."""

    nginx: Server
    behind: Server
    folder: Path


def configured(folder: Path, port: int, behind: int, places: Places) -> Path:
    """The shipped file with just the marked lines changed, and a main file around it."""
    changes = {
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{behind};",
        "listen 80 ": f"listen 127.0.0.1:{port} ",
        "arkiv.example.org": "localhost",
        "/var/log/nginx/rostarkivet.log": str(folder / "nginx.log"),
        "/srv/rostarkivet/var/closed": str(places.closed),
        "/srv/rostarkivet/var/static": str(places.static),
        "/srv/rostarkivet/var/renditions": str(places.renditions),
    }
    text = SHIPPED.read_text()
    for shipped, ours in changes.items():
        assert shipped in text
        text = text.replace(shipped, ours)
    folder.mkdir(exist_ok=True)
    (folder / "rostarkivet.conf").write_text(text)
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(user=getpass.getuser(), folder=folder))
    return main


@contextlib.contextmanager
def server(folder: Path, port: int, behind: int, places: Places) -> Iterator["subprocess.Popen[bytes]"]:
    """nginx at this port once it takes connections, before the archive's web server at the port `behind`."""
    assert NGINX, "nginx is not installed: apt-get install nginx-light"
    main = configured(folder, port, behind, places)
    command = [NGINX, "-c", str(main), "-p", str(folder), "-e", str(folder / "main.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command, start_new_session=True)  # so that who kills it kills its workers, too
    try:
        taking(process, port, folder / "main.log")
        yield process
    finally:
        process.terminate()
        process.wait(timeout=10)


def taking(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Returns once it takes connections; who was killed a moment ago may still hold the port."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(log.read_text())


@contextlib.contextmanager
def front(tmp_path: Path, *, accel: bool = False) -> Iterator[Front]:
    """Both, over the test's own database and stores."""
    folder, static = tmp_path / "nginx", tmp_path / "nginx" / "static"
    (static / "vendor").mkdir(parents=True)
    (static / "vendor" / "hls.0123456789ab.mjs").write_text("module")
    (static / "base.0123456789ab.css").write_text("hashed")
    (static / "base.css").write_text("plain")
    places = Places(Path(settings.CLOSED_FILE), static, Path(settings.RENDITIONS_DIR))
    environment = {"ROSTARKIVET_BEHIND_PROXY": "true", "ROSTARKIVET_ACCEL": str(accel).lower()}
    with live.server(tmp_path, environment=environment) as behind:
        port = live.free_port()
        with server(folder, port, behind.port, places) as process:
            nginx = Server(port, folder / "nginx.log")
            live.wait_for(nginx, process)
            yield Front(nginx, behind, folder)
