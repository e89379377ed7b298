"""Settings of a live archive: complete, typed from the environment, and loud where something is missing.

Every name that is read here is explained in the README's table of settings; a test compares the two.
"""

from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

BASE_DIR = Path(__file__).resolve().parents[2]

env = Env(prefix="ROSTARKIVET_")
env.read_env(str(BASE_DIR / ".env"), recurse=False)

# --- Who we are ---------------------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
WAGTAIL_SITE_NAME = env.str("SITE_NAME", "Röstarkivet")
WAGTAILADMIN_BASE_URL = env.str("BASE_URL")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

# --- Where things lie ---------------------------------------------------------------------------------------
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
ORIGINALS_DIR = env.path("ORIGINALS_DIR", VAR_DIR / "originals")
RENDITIONS_DIR = env.path("RENDITIONS_DIR", VAR_DIR / "renditions")
WORK_DIR = env.path("WORK_DIR", VAR_DIR / "work")
SEARCH_DIR = env.path("SEARCH_DIR", VAR_DIR / "search")
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"  # no route serves it: pictures of the editorial pages go through Wagtail's image view
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]

# --- Parts --------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "search.apps.SearchConfig",
    "catalogue.apps.CatalogueConfig",
    "subtitles.apps.SubtitlesConfig",
    "archive.apps.ArchiveConfig",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.content_security_policy",
    "config.middleware.kept_by_nobody_else",
    "archive.admin_door.AdminDoor",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context_processors.site",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'rostarkivet.sqlite3'}")
DATABASES: dict[str, Any] = {"default": dj_database_url.parse(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets a reader and the one writer work at once; IMMEDIATE takes the write lock at BEGIN, so that two
    # writers queue up instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

# --- Jobs ---------------------------------------------------------------------------------------------------
# "default" serves Wagtail's own small tasks at once: with a queue as the default, a saved record could not be
# found in the admin until a worker ran.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", 60)
JOB_ATTEMPTS = env.int("JOB_ATTEMPTS", 3)

# --- Media --------------------------------------------------------------------------------------------------
FFMPEG = env.str("FFMPEG", "")  # empty: the pinned wheel's own binary
FFPROBE = env.str("FFPROBE", "")
VIDEO_PRESET = env.str("VIDEO_PRESET", "faster")
VIDEO_CRF = env.int("VIDEO_CRF", 21)
TRANSCODE_MEMORY_MB = env.int("TRANSCODE_MEMORY_MB", 4096)
TRANSCODE_TIMEOUT_SECONDS = env.int("TRANSCODE_TIMEOUT_SECONDS", 6 * 3600)
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", 200 * 1024**3)
STREAM_TOKEN_SECONDS = env.int("STREAM_TOKEN_SECONDS", 6 * 3600)

# --- Languages and time -------------------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English")), ("fa", _("Persian"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "Svenska"), ("en", "English"), ("fa", "فارسی")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
# Debian lists a zone "localtime" that no browser knows; it stops the script of the admin's account page.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})

# --- Editing ------------------------------------------------------------------------------------------------
# Wagtail's saving in the background races with its own buttons: works were doubled, published ones became drafts again.
WAGTAIL_AUTOSAVE_INTERVAL = 0

# --- People and passwords -----------------------------------------------------------------------------------
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
WAGTAIL_PASSWORD_RESET_ENABLED = env.bool("PASSWORD_RESET", False)
EMAIL_BACKEND = env.str("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", "archive@localhost")

# --- No third party sees a visitor --------------------------------------------------------------------------
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []

# --- Security -----------------------------------------------------------------------------------------------
HTTPS = env.bool("HTTPS", True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail previews a draft in a frame of its own site

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF, "blob:"],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"django_tasks": {"level": "WARNING"}},  # it says of every small task that it ran
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
