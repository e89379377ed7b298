"""Settings that do not fit each other; run by `manage.py check` and before every command."""

import os
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import connection

from config import dotenv

# Kinds of file systems that lie on another machine, where SQLite's locks do not hold.
ELSEWHERE = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs", "fuse.s3fs", "fuse.rclone")
MOUNTS = Path("/proc/self/mounts")
WALK = 0o010  # the group's right to walk through a folder


@register
def nginx_is_there_to_send(**_: object) -> list[CheckMessage]:
    """Files are left to a proxy only where one is said to be (config.E001) and may read them (config.W002)."""
    if not settings.ACCEL:
        return []
    if not settings.BEHIND_PROXY:
        hint = (
            "Set ROSTARKIVET_BEHIND_PROXY=true with nginx in front (docs/behind-nginx.md), or ROSTARKIVET_ACCEL=false."
        )
        said = "Files are left to nginx to send (ROSTARKIVET_ACCEL), but no proxy is said to be in front."
        return [Error(said, hint=hint, id="config.E001")]
    folder = Path(settings.RENDITIONS_DIR)
    if not folder.is_dir() or folder.stat().st_mode & WALK:
        return []
    hint = f"Run: chmod -R u+rwX,g+rX {folder}"
    return [Warning(f"nginx is to send files out of {folder} and may not enter it.", hint=hint, id="config.W002")]


@register
def nobody_gets_past_the_proxy(**_: object) -> list[CheckMessage]:
    """A proxy is trusted only where everybody comes through it (config.W003)."""
    host = dotenv.read().str("HOST", "127.0.0.1")
    if not settings.BEHIND_PROXY or _is_here(host):
        return []
    hint = (
        "Set ROSTARKIVET_HOST=127.0.0.1 where the proxy runs on this machine; otherwise let a firewall admit the proxy "
        "alone. Without a proxy set ROSTARKIVET_BEHIND_PROXY=false."
    )
    said = f"A proxy is trusted to say who asks, but the web server listens at {host}, where others may claim anything."
    return [Warning(said, hint=hint, id="config.W003")]


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@register
def sqlite_lies_on_this_machine(**_: object) -> list[CheckMessage]:
    """An SQLite file is on a disk of this machine (config.E004)."""
    if connection.vendor != "sqlite":
        return []
    path = Path(str(connection.settings_dict["NAME"])).absolute()
    kind = kind_of_disk(path)
    if not kind.startswith(ELSEWHERE):
        return []
    hint = (
        "Keep it on a disk of this machine, or move to PostgreSQL (ROSTARKIVET_DATABASE_URL) to share it with others."
    )
    said = f"The database {path} lies on a {kind} file system, where several machines would damage it."
    return [Error(said, hint=hint, id="config.E004")]


def kind_of_disk(path: Path) -> str:
    """The kind of file system under a path, such as ext4; "" where the system does not say."""
    if not MOUNTS.is_file():
        return ""
    mounts = [line.split(" ")[1:3] for line in MOUNTS.read_text().splitlines()]
    above = [(point.replace("\\040", " "), kind) for point, kind in mounts]
    holding = [(point, kind) for point, kind in above if _lies_under(path, point)]
    return max(holding, key=lambda each: len(each[0]), default=("", ""))[1]


def _lies_under(path: Path, point: str) -> bool:
    return os.path.commonpath([path, point]) == point
