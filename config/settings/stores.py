"""Where originals and renditions lie: in folders of this machine or in an S3 bucket. Production takes all in."""

from urllib.parse import urlsplit

from environs import validate

from config import dotenv

env = dotenv.read()

_KIND = validate.OneOf(["folder", "s3"])
ORIGINALS_STORE = env.str("ORIGINALS_STORE", "folder", validate=_KIND)
RENDITIONS_STORE = env.str("RENDITIONS_STORE", "folder", validate=_KIND)

S3_ENDPOINT = env.str("S3_ENDPOINT", "")
S3_PUBLIC_ENDPOINT = env.str("S3_PUBLIC_ENDPOINT", S3_ENDPOINT)
S3_BUCKET = env.str("S3_BUCKET", "rostarkivet")
S3_REGION = env.str("S3_REGION", "us-east-1")
S3_KEY = env.str("S3_KEY", "")
S3_SECRET = env.str("S3_SECRET", "")
# An address that was handed out cannot be called back: so never longer than five minutes, and none unless asked for.
S3_PRESIGNED_SECONDS = env.int("S3_PRESIGNED_SECONDS", 0, validate=validate.Range(0, 300))
SCRATCH_MAX_BYTES = env.int("SCRATCH_MAX_BYTES", 500 * 1024**3)


def _origin(address: str) -> str:
    """The scheme, host and port of an address, as a Content-Security-Policy names them."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


# Where else than from this site pages may load what is played.
MEDIA_ORIGINS = (
    [_origin(S3_PUBLIC_ENDPOINT)] if "s3" in (ORIGINALS_STORE, RENDITIONS_STORE) and S3_PRESIGNED_SECONDS else []
)
