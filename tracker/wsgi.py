"""The web server's entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_wsgi_application()

from claims.fetching import deployment  # noqa: E402  settings are read by now

deployment.tell_private_targets()
