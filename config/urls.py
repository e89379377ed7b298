"""Every address of the site. Each route below has a line in the leak test's table."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from config import wellknown

handler500 = "config.trouble.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    # One way to ask for a link, and not Wagtail's, whose answer takes longer for an address that is somebody's.
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account:reset"), name="admin_password_reset"),
    path("admin/", include(wagtailadmin_urls)),
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security"),
    path("", include("archive.urls")),
    path("", include("subtitles.urls")),
]

urlpatterns += i18n_patterns(
    # Django's view would call the site by its host name.
    path("login/", auth.LoginView.as_view(extra_context={"site_name": settings.WAGTAIL_SITE_NAME}), name="login"),
    path("account/", include("config.accounts.urls")),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("", include("catalogue.urls")),
    path("", include("search.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
