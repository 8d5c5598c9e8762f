"""Which address leads where? Pages stand under their language; the rest has one address for all."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from accounts import sign_in
from accounts.admin_site import site
from ogp_tracker import health

urlpatterns = [
    path("healthz", health.healthz, name="health"),
    path("readyz", health.readyz, name="ready"),
    path("", include("django_prometheus.urls")),
    path("accounts/login/", sign_in.SignInView.as_view(), name="account_login"),
    path("accounts/email/", sign_in.email_show, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("admin/", site.urls),
    path("api/v1/", include("ogp_tracker.api")),
]

urlpatterns += i18n_patterns(
    path("", include("reporting.urls")),
    path("", include("reporting.about_urls")),
    path("", include("reporting.report_urls")),
    path("", include("commitments.urls")),
    path("", include("milestones.urls")),
    path("", include("milestones.desk.urls")),
    path("", include("participation.urls")),
    path("", include("participation.desk.urls")),
    path("", include("accounts.own_urls")),
    path("", include("accounts.urls")),
)

handler400 = "reporting.error_views.bad_request"
handler403 = "reporting.error_views.forbidden"
handler404 = "reporting.error_views.not_found"
