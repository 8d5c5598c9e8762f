"""How is this installation set up? By its environment alone; `.env.example` documents every variable."""

from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from ogp_tracker import __version__, environment

BASE_DIR = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024

# The installation ------------------------------------------------------------------------------------

DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret("SECRET_KEY")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1" if DEBUG else None)
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS", "")
HTTPS = environment.flag("OGP_HTTPS", default=not DEBUG)
RELEASE = environment.text("OGP_RELEASE", __version__)

OGP_HOME_PLAN = environment.text("OGP_HOME_PLAN", "nor-4")
OGP_ORIGIN = environment.text("OGP_ORIGIN", ALLOWED_HOSTS[0].lstrip("."))
OGP_CONTACT = environment.text("OGP_CONTACT", f"ogp@{OGP_ORIGIN}")
OGP_ACCESSIBILITY_STATEMENT_URL = environment.address("OGP_ACCESSIBILITY_STATEMENT_URL")
OGP_DEMO = environment.flag("OGP_DEMO")
OGP_DEMO_TODAY = environment.day("OGP_DEMO_TODAY")
OGP_DEMO_SAMPLES = environment.flag("OGP_DEMO_SAMPLES", default=OGP_DEMO)
if OGP_DEMO_TODAY and not OGP_DEMO:
    raise ImproperlyConfigured("OGP_DEMO_TODAY moves the clock of a demonstration: it needs OGP_DEMO=1.")

# Whether links of evidence are looked at, every night; a demonstration's lead nowhere.
OGP_CHECK_LINKS = environment.flag("OGP_CHECK_LINKS", default=not OGP_DEMO)

# Where things are kept -------------------------------------------------------------------------------

DATABASES = {"default": environment.database("DATABASE_URL")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = environment.broker("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_TIMEZONE = "Europe/Oslo"
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "ogp_tracker.sweep", "schedule": timedelta(minutes=1)},
    "check-links": {"task": "milestones.check_links", "schedule": crontab(hour="3", minute="20")},
    "forget-feedback": {"task": "ogp_tracker.forget_feedback", "schedule": crontab(hour="3", minute="50")},
}
CACHES = {
    "default": {
        "BACKEND": "ogp_tracker.cache.ForgetfulRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "ogp",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}

OGP_DATA_DIR = environment.folder("OGP_DATA_DIR")
FILE_MAX_SIZE = 20 * MEGABYTE
REQUEST_MAX_SIZE = 25 * MEGABYTE
DATA_UPLOAD_MAX_MEMORY_SIZE = REQUEST_MAX_SIZE
FILE_UPLOAD_TEMP_DIR = OGP_DATA_DIR
FILE_UPLOAD_HANDLERS = ["ogp_tracker.files.UploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o640

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["br", "gz", "ico", "jpg", "map", "png", "webp", "woff2"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What it is made of ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "ogp_tracker",
    "accounts",
    "commitments",
    "milestones",
    "participation",
    "reporting",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.forms",  # its widgets' templates, which ours may replace
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "rules.apps.AutodiscoverRulesConfig",  # reads the rules.py of every app
    "csp",
    "django_htmx",
    "django_prometheus",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ogp_tracker.middleware.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "ogp_tracker.middleware.RequestSizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ogp_tracker.middleware.NorwegianMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "ogp_tracker.middleware.SpokenLanguageMiddleware",
    "ogp_tracker.middleware.WrongMethodMiddleware",
    "accounts.middleware.RecordVersionMiddleware",
    "ogp_tracker.middleware.CompressionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.acting.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ogp_tracker.middleware.HtmxRedirectMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "ogp_tracker.urls"
WSGI_APPLICATION = "ogp_tracker.wsgi.application"

TEMPLATES = [
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
            ],
            "builtins": ["ogp_tracker.kit", "ogp_tracker.languages", "ogp_tracker.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Language and time -----------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
#: Each by its own name, as the language switch shows them.
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["ogp_tracker.formats"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

# Signing in ------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk-show"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# An account has no password until its owner has followed the link sent to its address: that is the verification.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# By address only: counting by account would lock out its owner after someone else's wrong passwords.
# What readers write about the site: by address, and all together (a year's mailbox filled in a night is no use).
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip",
    "feedback": "5/h/ip,200/d/key",
    "extract": "20/h/ip,500/d/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("OGP_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "OGP Tracker"
MFA_FORMS = {"authenticate": "accounts.sign_in.CodeForm"}
MFA_TOTP_TOLERANCE = 1  # the code before and the next one hold, too: people type slowly (RFC 6238, 5.2)
KNOX_TOKEN_MODEL = "accounts.Token"  # noqa: S105 (the name of a model)
MIGRATION_MODULES = {"knox": None}  # its own table is not used
REST_KNOX = {"TOKEN_TTL": timedelta(days=90), "AUTO_REFRESH": False, "TOKEN_LIMIT_PER_USER": 20}

# The API ---------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "ogp_tracker.rest.problems.exception_handler",
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.authentication.WritesNeedToken"],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.authentication.WriteThrottle"],
    "DEFAULT_THROTTLE_RATES": {"write": "120/min"},
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "ogp_tracker.rest.parameters.Negotiation",
    "DEFAULT_PARSER_CLASSES": ["ogp_tracker.rest.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["ogp_tracker.rest.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "ogp_tracker.rest.openapi.Schema",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "OGP Tracker",
    "DESCRIPTION": "The public record of an Open Government Partnership action plan, as of any day.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["ogp_tracker.rest.openapi.describe_problems"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# What a browser is allowed ---------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the QR code of two-factor sign-in
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True

# E-mail and logs -------------------------------------------------------------------------------------

EMAIL_HOST = environment.text("EMAIL_HOST", "")
EMAIL_PORT = environment.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = OGP_CONTACT

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"}
    },
    "root": {"handlers": ["stdout"], "level": "INFO"},
}
