"""Settings of the machines that hear and translate: programs here, or servers elsewhere. None unless they are named."""

from config import dotenv

_env = dotenv.read()

RECOGNISER_COMMAND = _env.str("RECOGNISER_COMMAND", "")
RECOGNISER_URL = _env.str("RECOGNISER_URL", "")
RECOGNISER_KEY = _env.str("RECOGNISER_KEY", "")
RECOGNISER_MODEL = _env.str("RECOGNISER_MODEL", "whisper-1")
RECOGNISER_TIMEOUT_SECONDS = _env.int("RECOGNISER_TIMEOUT_SECONDS", 3600)
RECOGNISER_MEMORY_MB = _env.int("RECOGNISER_MEMORY_MB", 8192)
TRANSLATOR_COMMAND = _env.str("TRANSLATOR_COMMAND", "")
TRANSLATOR_URL = _env.str("TRANSLATOR_URL", "")
TRANSLATOR_KEY = _env.str("TRANSLATOR_KEY", "")
TRANSLATOR_MODEL = _env.str("TRANSLATOR_MODEL", "")  # empty: LibreTranslate's interface; named: OpenAI's for chats
TRANSLATOR_SENDS = _env.str("TRANSLATOR_SENDS", "public")  # who may read what is sent to another machine
TRANSLATOR_TIMEOUT_SECONDS = _env.int("TRANSLATOR_TIMEOUT_SECONDS", 600)
TRANSLATOR_MEMORY_MB = _env.int("TRANSLATOR_MEMORY_MB", 8192)
