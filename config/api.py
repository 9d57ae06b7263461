"""The REST API, version 1: what every app offers, gathered under one address."""

from importlib import import_module
from importlib.util import find_spec

from django.contrib.auth.decorators import login_required
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import DefaultRouter

from config.views import IssueToken, unknown_address

APPS = ("sites", "labor", "supply", "projects", "eventlog")


def gathered() -> DefaultRouter:
    """A router of each app's `routes`: (prefix, viewset, basename). An app may offer none."""
    router = DefaultRouter()
    for app in APPS:
        if find_spec(f"{app}.api"):
            for prefix, viewset, basename in import_module(f"{app}.api").routes:
                router.register(prefix, viewset, basename=basename)
    return router


urlpatterns = [
    path("token/", IssueToken.as_view(), name="token"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        login_required(SpectacularSwaggerView.as_view(url_name="schema")),
        name="docs",
    ),
    path("", include(gathered().urls)),
    path("<path:address>", unknown_address),
]
