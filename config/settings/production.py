"""Settings of a live archive: complete, typed from the environment, and loud where something is missing.

Every name that is read here is explained in the README's table of settings; a test compares the two.
"""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import validate

from config import choosing, dotenv
from config.dotenv import BASE_DIR
from config.settings import databases
from config.settings.databases import Settings
from config.settings.machines import *
from config.settings.searching import *
from config.settings.stores import *

env = dotenv.read()

# --- Who we are ---------------------------------------------------------------------------------------------
LIVE = True
SECRET_KEY = env.str("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
WAGTAIL_SITE_NAME = env.str("SITE_NAME", "Röstarkivet")
WAGTAILADMIN_BASE_URL = env.str("BASE_URL")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

# --- Where things lie ---------------------------------------------------------------------------------------
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
choosing.make_folder(VAR_DIR, "ROSTARKIVET_VAR_DIR")
ORIGINALS_DIR = env.path("ORIGINALS_DIR", VAR_DIR / "originals")
RENDITIONS_DIR = env.path("RENDITIONS_DIR", VAR_DIR / "renditions")
WORK_DIR = env.path("WORK_DIR", VAR_DIR / "work")
SEARCH_DIR = env.path("SEARCH_DIR", VAR_DIR / "search")
ROSTARKIVET_LEDGER = env.path("LEDGER", VAR_DIR / "withdrawals.jsonl")
CLOSED_FILE = env.path("CLOSED_FILE", VAR_DIR / "closed")
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
    "axes",
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
    "config.middleware.for_this_site_alone",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.closed.closed_to_all",  # before anything that asks the database
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.content_security_policy",
    "archive.streaming.early.streams_to_strangers",  # what comes before it, every piece of every stream costs
    "config.packing.PackedForStrangers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.middleware.kept_by_nobody_else",
    "archive.admin.door.AdminDoor",
    "archive.admin.unready.NotReadySaid",
    "axes.middleware.AxesMiddleware",
    "config.middleware.staff_have_threads",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[Settings] = [
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
DATABASES: Settings = {"default": databases.from_environment(env, VAR_DIR)}

# --- Kept in memory -----------------------------------------------------------------------------------------
# "pages": HTML that was made already, by what it was made of, and "faces": whole pages of works, by the versions of
# what they show; never whether it may be shown. In each process's own memory, so that nothing of it lies on a disk when
# it has been withdrawn.
CACHES: Settings = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
    # Keys of works and choices to narrow them down by, a few hundred bytes each; see `catalogue.public.kept`.
    "lists": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "lists",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    "faces": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "faces",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# --- Jobs ---------------------------------------------------------------------------------------------------
# "default" serves Wagtail's own small tasks at once: with a queue as the default, a saved record could not be
# found in the admin until a worker ran.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    # Another back end of Django Tasks brings its own workers; `archive.jobs.queue` is all that knows of it.
    "jobs": {
        "BACKEND": env.str("QUEUE_BACKEND", "django_tasks_db.DatabaseBackend"),
        "QUEUES": ["light", "heavy"],
    },
}
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", 60)
JOB_ATTEMPTS = env.int("JOB_ATTEMPTS", 4)

# --- Backups ------------------------------------------------------------------------------------------------
ROSTARKIVET_BACKUP_RECIPIENTS: list[str] = env.list("BACKUP_RECIPIENTS", [])

# --- From draft to published --------------------------------------------------------------------------------
APPROVAL = env.str("APPROVAL", "none", validate=validate.OneOf(["none", "one", "two"]))
QUALITY_GATE: list[str] = env.list("QUALITY_GATE", [])

# --- Media --------------------------------------------------------------------------------------------------
FFMPEG = env.str("FFMPEG", "")  # empty: the pinned wheel's own binary
FFPROBE = env.str("FFPROBE", "")
VIDEO_PRESET = env.str("VIDEO_PRESET", "faster")
VIDEO_CRF = env.int("VIDEO_CRF", 21)
TRANSCODE_MEMORY_MB = env.int("TRANSCODE_MEMORY_MB", 4096)
TRANSCODE_TIMEOUT_SECONDS = env.int("TRANSCODE_TIMEOUT_SECONDS", 6 * 3600)
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", 200 * 1024**3)
STREAM_TOKEN_SECONDS = env.int("STREAM_TOKEN_SECONDS", 6 * 3600)

# --- Slow readers -------------------------------------------------------------------------------------------
LOWEST_SPEED = env.int("LOWEST_SPEED", 4096)  # bytes a second
PATIENCE_SECONDS = env.int("PATIENCE_SECONDS", 30)

# --- Languages and time -------------------------------------------------------------------------------------
_SPOKEN = {"sv": _("Swedish"), "en": _("English"), "fa": _("Persian")}
LANGUAGES = [
    (tag, _SPOKEN[tag])
    for tag in env.list("LANGUAGES", list(_SPOKEN), validate=[validate.Length(min=1), validate.ContainsOnly(_SPOKEN)])
]
LANGUAGE_CODE = LANGUAGES[0][0]  # its addresses have no prefix
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "Svenska"), ("en", "English"), ("fa", "فارسی")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
# An account has no zone of its own: every moment that somebody types, of a rule or of a page, is the archive's.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# --- Editing ------------------------------------------------------------------------------------------------
# Wagtail's saving in the background races with its own buttons: works were doubled, published ones became drafts again.
WAGTAIL_AUTOSAVE_INTERVAL = 0

# --- People and passwords -----------------------------------------------------------------------------------
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "config.accounts.members.Members"]
LOGIN_ATTEMPTS = env.int("LOGIN_ATTEMPTS", 10)
LOGIN_LOCK_MINUTES = env.int("LOGIN_LOCK_MINUTES", 15)
AXES_HANDLER = "config.accounts.throttle.Handler"
AXES_LOCKOUT_CALLABLE = "config.accounts.throttle.locked_out"
AXES_CLIENT_IP_CALLABLE = "config.accounts.throttle.address_of"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "config.accounts.sessions"
PASSWORD_RESET_TIMEOUT = env.int("LINK_DAYS", 3) * 24 * 3600
WAGTAIL_PASSWORD_RESET_ENABLED = env.bool("PASSWORD_RESET", False)
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_SECURITY = env.str("EMAIL_SECURITY", "starttls", validate=validate.OneOf(["starttls", "tls", "none"]))
EMAIL_PORT = env.int("EMAIL_PORT", {"starttls": 587, "tls": 465, "none": 25}[EMAIL_SECURITY])
EMAIL_HOST_USER = env.str("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND", f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
)
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", "archive@localhost")

# --- No third party sees a visitor --------------------------------------------------------------------------
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[Settings] = []

# --- Security -----------------------------------------------------------------------------------------------
HTTPS = env.bool("HTTPS", True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 365 * 24 * 3600 if HTTPS else 0)
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
ACCEL = env.bool("ACCEL", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
WHITENOISE_ALLOW_ALL_ORIGINS = False
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail previews a draft in a frame of its own site
ROBOTS = env.bool("ROBOTS", True)
SECURITY_CONTACT: list[str] = env.list("SECURITY_CONTACT", [])

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],  # and the map of our modules, by its hash: `config.middleware`
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *MEDIA_ORIGINS],
        "media-src": [SELF, "blob:", *MEDIA_ORIGINS],
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

LOGGING: Settings = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django_tasks": {"level": "WARNING"},  # it says of every small task that it ran
        "elastic_transport": {"level": "ERROR"},  # it says of every request what was answered
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
