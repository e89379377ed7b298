"""Settings of what searches, and of where its index is kept."""

from environs import validate

from config import dotenv

_env = dotenv.read()

SEARCH_ENGINE = _env.str("SEARCH_ENGINE", "fts5")

# --- A search server: OpenSearch or Elasticsearch -------------------------------------------------------------
SEARCH_URL = _env.str("SEARCH_URL", "")
# All that is ours on the server begins with it.
SEARCH_PREFIX = _env.str(
    "SEARCH_PREFIX",
    "rostarkivet",
    validate=validate.Regexp(r"[a-z0-9][a-z0-9_-]{0,99}\Z", error="Not a name: {input}."),
)
SEARCH_USER = _env.str("SEARCH_USER", "")
SEARCH_PASSWORD = _env.str("SEARCH_PASSWORD", "")
SEARCH_API_KEY = _env.str("SEARCH_API_KEY", "")
SEARCH_CA_FILE = _env.str("SEARCH_CA_FILE", "")
SEARCH_SECONDS = _env.float("SEARCH_SECONDS", 0.9, validate=validate.Range(min=0.1, max=60))
