"""Where does a web server find the application? Here, as `ogp_tracker.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogp_tracker.settings")

application = get_wsgi_application()
