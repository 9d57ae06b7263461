from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config.views import healthz, healthz_followers

urlpatterns = [
    path("", RedirectView.as_view(url="/admin/")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("config.api")),
    path("healthz", healthz, name="healthz"),
    path("healthz/followers", healthz_followers, name="healthz-followers"),
]
