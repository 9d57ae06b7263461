"""The settings of `manage.py bench`: the product's database, and the event log alone on it."""

from config import settings

SECRET_KEY = settings.SECRET_KEY
DATABASES = settings.DATABASES
USE_TZ = settings.USE_TZ
TIME_ZONE = settings.TIME_ZONE
CELERY_BROKER_URL = "memory://"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "eventlog"]
