"""What differs in tests? The environment they run in; the settings are the real ones.

`DATABASE_URL` and `REDIS_URL` may be given, as `.ci/run` does for PostgreSQL and Redis. Without them a test
run needs no service: SQLite in a file of its own, because an in-memory one knows neither WAL nor waiting.
"""

import atexit
import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="ogp-tracker-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

for name, value in {
    "SECRET_KEY": "only-for-tests-" * 4,
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "DATABASE_URL": f"sqlite:///{FOLDER / 'unused.sqlite3'}",
    "OGP_DATA_DIR": str(FOLDER),
    "OGP_ORIGIN": "ogp.test",
    "OGP_HTTPS": "0",
    "OGP_CHECK_LINKS": "0",
}.items():
    os.environ.setdefault(name, value)

from ogp_tracker.settings import *  # noqa: E402, F403
from ogp_tracker.settings import CACHES, CELERY_BEAT_SCHEDULE, DATABASES, REDIS_URL, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}
    # A test need not survive a power cut: do not wait for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

if REDIS_URL:
    # A test empties the cache: each of the processes that test side by side has one of its own.
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rsplit('/', 1)[0]}/{worker + 1}"

# Whoever watches the sweeper in a process of its own need not wait a minute.
CELERY_BEAT_SCHEDULE["sweep-jobs"]["schedule"] = timedelta(seconds=1)

# The style sheets need not be there, nor be collected.
STATIC_ROOT = FOLDER / "static"
STATIC_ROOT.mkdir()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
