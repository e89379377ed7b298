from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """What every page's frame needs: the archive's name, and whether it mails links to those who forgot a password."""
    return {"site_name": settings.WAGTAIL_SITE_NAME, "resets_passwords": settings.WAGTAIL_PASSWORD_RESET_ENABLED}
