import os

from django.core.wsgi import get_wsgi_application

from eventlog.checks import refuse_to_start_unreadable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
refuse_to_start_unreadable()
