"""The one settings file: the environment is read here, once, at the top."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from claims.fetching.guard import parse_allow_targets
from tracker.env import BadEnvironment, Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

# --- What an operator sets (docs/operate.md lists all of it) ---------------------------------------------------------

VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
DEBUG = env.flag("DEBUG")
SITE_URL = env.web_address("SITE_URL", "http://127.0.0.1:8000")
DATABASE = env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'said-and-seen.sqlite3'}")
REDIS_URL = env.redis("REDIS_URL", "redis://127.0.0.1:6379/0")
NEWSROOM_NAME = env.text("NEWSROOM_NAME", "Said & Seen")
NEWSROOM_TIME_ZONE = env.zone("NEWSROOM_TIME_ZONE", "UTC")
# Each by its own name: whoever looks for theirs may read no other.
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("ru", "Русский"), ("uk", "Українська")]
# Of whoever has chosen none and whose browser asks for none of these; of workers and Atom.
LANGUAGE_CODE = env.one_of("NEWSROOM_LANGUAGE", tuple(code for code, _name in LANGUAGES))
EDITOR_NAMES_PUBLIC = env.flag("EDITOR_NAMES_PUBLIC")
# AFP asks for two. A chief may go below, with a reason.
SETTLE_MIN_SOURCES = env.whole("SETTLE_MIN_SOURCES", 2, least=0)
SETTLE_NEEDS_TWO_EDITORS = env.flag("SETTLE_NEEDS_TWO_EDITORS")
FETCH_CONTACT = env.text("FETCH_CONTACT", SITE_URL)
FETCH_HOST_DELAY_SECONDS = env.seconds("FETCH_HOST_DELAY_SECONDS", 1.0)
# Off unless named: what is searched for leaves the house.
SEARCH_PROVIDERS = env.some_of("SEARCH_PROVIDERS", ("gdelt", "fact_check"))
FACT_CHECK_API_KEY = env.text("FACT_CHECK_API_KEY")
if "fact_check" in SEARCH_PROVIDERS and not FACT_CHECK_API_KEY:
    raise BadEnvironment("FACT_CHECK_API_KEY is missing: SEARCH_PROVIDERS names fact_check, which wants a key.")
GDELT_URL = env.web_address("GDELT_URL", "https://api.gdeltproject.org/api/v2/doc/doc")
FACT_CHECK_URL = env.web_address("FACT_CHECK_URL", "https://factchecktools.googleapis.com/v1alpha1/claims:search")
# Whatever is not set here comes from what a chief adopted, or from the trained model.
MATCH_THRESHOLDS = {
    name.removeprefix("MATCH_").lower(): value
    for name, value in env.probabilities_in_order("MATCH_SILENT", "MATCH_SHOW", "MATCH_STRICT").items()
}
# Which encoders the matching workers load: all that are installed, unless some are named here.
MATCH_ENCODERS = env.some_of("MATCH_ENCODERS", ("minilm", "use", "e5", "none"))
# Of the suggestions that are shown, the share that is to be right.
WANTED_PRECISION = env.probability("MATCH_PRECISION")
MATCH_PRECISION = 0.8 if WANTED_PRECISION is None else WANTED_PRECISION
WEB_ARCHIVE = env.one_of("WEB_ARCHIVE", ("off", "find", "save"))
WEB_ARCHIVE_URL = env.web_address("WEB_ARCHIVE_URL", "https://web.archive.org")
WEB_ARCHIVE_API_URL = env.web_address("WEB_ARCHIVE_API_URL", "https://archive.org/wayback/available")
NUM_PROXIES = int(env.seconds("NUM_PROXIES", 0))
REQUIRE_MFA = env.flag("REQUIRE_MFA")
LOCKOUT_FAILURES = env.whole("LOCKOUT_FAILURES", 5)
LOCKOUT_FAILURES_PER_ADDRESS = env.whole("LOCKOUT_FAILURES_PER_ADDRESS", 20)
LOCKOUT_LASTS = timedelta(minutes=env.whole("LOCKOUT_MINUTES", 15))
try:
    FETCH_ALLOW_TARGETS = parse_allow_targets(env.text("FETCH_ALLOW_TARGETS"))
except ValueError as error:
    raise BadEnvironment(f"FETCH_ALLOW_TARGETS is malformed: {error}") from None

IS_SECURE = SITE_URL.startswith("https://")
IS_POSTGRESQL = DATABASE["ENGINE"].endswith("postgresql")
IS_PRODUCTION = IS_SECURE or IS_POSTGRESQL
# A generated secret would differ from machine to machine: whoever outgrows one machine sets it.
SECRET_KEY = env.secret("SECRET_KEY", kept_in=VAR_DIR / "secret-key", is_required=IS_PRODUCTION)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
SEALING_KEYS = env.sealing_keys("SEALING_KEYS", kept_in=VAR_DIR / "sealing-key", is_required=IS_PRODUCTION)
TOKEN_PEPPER = hashlib.sha256(b"api tokens" + env.text("TOKEN_PEPPER", SECRET_KEY).encode()).digest()
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", f"localhost 127.0.0.1 [::1] {urlsplit(SITE_URL).hostname}")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", SITE_URL)

# --- The application -------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "claims",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "tracker.admin_policy.AdminPolicyMiddleware",
    "tracker.unavailable.UnavailableMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "claims.admin.own_sessions.LastSeenMiddleware",
    "claims.admin.second_factor.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "tracker.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # a widget is drawn by our template where there is one
WSGI_APPLICATION = "tracker.wsgi.application"
AUTH_USER_MODEL = "claims.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- The database ----------------------------------------------------------------------------------------------------

SQLITE = {
    # IMMEDIATE: a transaction that reads and then writes never fails half-way for a lock it could not upgrade.
    "transaction_mode": "IMMEDIATE",
    # Whoever saves while an import records thousands of rows at once waits for it.
    "timeout": 60,
    # FULL: the last commits before a power cut are editorial record.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;",
}
POSTGRESQL = {
    "options": "-c statement_timeout=15000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=30000",
    "connect_timeout": 5,
    "application_name": "said-and-seen",
}
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **DATABASE,
        "OPTIONS": {**(POSTGRESQL if IS_POSTGRESQL else SQLITE), **DATABASE.get("OPTIONS", {})},
        "CONN_MAX_AGE": 60 if IS_POSTGRESQL else 0,
        "CONN_HEALTH_CHECKS": True,
    }
}

# --- Celery ----------------------------------------------------------------------------------------------------------
# The database is the queue of record; the broker only hurries it. docs/operate.md says why each of these is set.

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # more than the longest task and the longest countdown together
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "health_check_interval": 15,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.5,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {name: {} for name in ("fetch", "match", "notify", "default")}
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_BEAT_CRON_STARTING_DEADLINE = 300

# --- The API ---------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "claims.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # Deny by default: a view says itself whom it lets in.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_PAGINATION_CLASS": "claims.api.pagination.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "60/min", "user": "600/min"},
    "NUM_PROXIES": NUM_PROXIES,
    "EXCEPTION_HANDLER": "claims.api.problems.problem_response",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Said & Seen",
    "DESCRIPTION": "What was said, what has been seen, since when, and from whom.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    # One name for each of the newsroom's enumerations, wherever it is used.
    "ENUM_NAME_OVERRIDES": {
        name: f"claims.vocabulary.{name}"
        for name in (
            *(
                "AppearanceRole",
                "Basis",
                "CaptureKind",
                "ChangeType",
                "Channel",
                "ClaimantKind",
                "ClaimKind",
                "FeedKind",
                "FeedState",
            ),
            *("FollowUpOutcome", "Hedge", "Interest", "JournalKind", "Naming", "Precision", "Priority", "Publication"),
            *(
                "RelationKind",
                "SourceKind",
                "Stance",
                "SuggestionOrigin",
                "SuggestionState",
                "SuggestionStrength",
                "VerificationStatus",
            ),
            "Visibility",
        )
    },
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "cache",
    }
}

# --- Safety ----------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_SSL_REDIRECT = IS_SECURE
SESSION_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_SECURE = IS_SECURE
LANGUAGE_COOKIE_SECURE = IS_SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 31_536_000  # a year
SECURE_HSTS_SECONDS = 31536000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if NUM_PROXIES else None
X_FRAME_OPTIONS = "DENY"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# A page on which some two hundred claims of a story are settled sends ten values and more for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000

# --- Signing in ------------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
ACCOUNT_ADAPTER = "claims.admin.sign_in.AccountAdapter"
ACCOUNT_FORMS = {"login": "claims.admin.sign_in.SignInForm", "change_password": "claims.admin.sign_in.PasswordForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
# Failures are counted below, in the database: signing in works while Redis is away.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "claims.admin.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "claims.admin.second_factor.CodeForm",
    "reauthenticate": "claims.admin.second_factor.ConfirmingCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # half a minute that a telephone's clock may be off
AXES_HANDLER = "claims.admin.lockouts.Lockouts"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_LOCKOUT_CALLABLE = "claims.admin.lockouts.locked_page"
AXES_CLIENT_IP_CALLABLE = "claims.admin.lockouts.address_of"
AXES_COOLOFF_TIME = LOCKOUT_LASTS
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Words, files, mail, logs ----------------------------------------------------------------------------------------

LOCALE_PATHS = [BASE_DIR / "claims" / "locale"]
FORMAT_MODULE_PATH = "tracker.formats"
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# On one machine the files are served from where they are; elsewhere an operator collects them, hashed and compressed.
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if IS_PRODUCTION
    else ("django.contrib.staticfiles.storage.StaticFilesStorage")
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}
vars().update(env.email("EMAIL_URL", "consolemail://"))
EMAIL_TIMEOUT = 10
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "tracker.log_lines.OneLine",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # httpx names every address it asks; the tracker's own rows say that better.
    "loggers": {"httpx": {"level": "WARNING"}, "trafilatura": {"level": "CRITICAL"}},
}
UNFOLD = {
    "SITE_TITLE": NEWSROOM_NAME,
    "SITE_HEADER": NEWSROOM_NAME,
    "SITE_URL": "/",
    "SITE_SYMBOL": "fact_check",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "claims.admin.sidebar.icon"}],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "DASHBOARD_CALLBACK": "claims.admin.dashboard.numbers",
    "STYLES": ["claims.admin.sidebar.style"],
    "SCRIPTS": ["claims.admin.sidebar.script"],
    # Violet, as the desk's own pages. The theme writes with 500 on dark ground, so that is a lighter one.
    "COLORS": {
        "primary": {
            "50": "#f5f3ff",
            "100": "#ede9fe",
            "200": "#ddd6fe",
            "300": "#c4b5fd",
            "400": "#b7a4fc",
            "500": "#a78bfa",
            "600": "#6d28d9",
            "700": "#5b21b6",
            "800": "#4c1d95",
            "900": "#3b0f7a",
            "950": "#2e1065",
        }
    },
    "SIDEBAR": {"navigation": "claims.admin.sidebar.navigation"},
    "ACCOUNT": {"navigation": "claims.admin.sidebar.account"},
}
