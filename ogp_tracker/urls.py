"""Which address leads where? Pages stand under their language; the rest has one address for all."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from ogp_tracker import health

urlpatterns = [
    path("healthz", health.healthz, name="health"),
    path("readyz", health.readyz, name="ready"),
    path("", include("django_prometheus.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

urlpatterns += i18n_patterns(
    path("", include("reporting.urls")),
    path("", include("commitments.urls")),
    path("", include("milestones.urls")),
    path("", include("accounts.urls")),
)

handler400 = "reporting.error_views.bad_request"
handler403 = "reporting.error_views.forbidden"
handler404 = "reporting.error_views.not_found"
