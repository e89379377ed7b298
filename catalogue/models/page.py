"""The editorial site: a few pages in three languages. They carry words; what is in the archive is asked of the gate."""

from django.contrib.auth.models import AnonymousUser, User
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import BlockQuoteBlock, RichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PagePermissionTester

WORDS = ["h2", "h3", "bold", "italic", "link", "ol", "ul"]


class Permissions(PagePermissionTester):
    """What a person may do with an editorial page. Taking it down is never locked out by a workflow or a schedule.

    What a person locked by hand is held by `catalogue.editorial.locks`, which says who did.
    """

    def can_unpublish(self) -> bool:
        if not (self.user.is_active and self.page.live) or self.page_is_root:
            return False
        return self.user.is_superuser or "publish" in self.permissions


class EditorialPage(Page):
    class Meta:
        abstract = True

    def permissions_for_user(self, user: User | AnonymousUser) -> Permissions:
        return Permissions(user, self)


class HomePage(EditorialPage):
    """The front door: a welcome; the template asks what is in the archive for this viewer."""

    welcome = RichTextField(_("welcome"), blank=True, features=["bold", "italic", "link"])

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["catalogue.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("welcome")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class StandardPage(EditorialPage):
    """A page of running text, such as about the archive."""

    body = StreamField(
        [("text", RichTextBlock(features=WORDS)), ("quote", BlockQuoteBlock())], blank=True, verbose_name=_("text")
    )

    parent_page_types = ["catalogue.HomePage", "catalogue.StandardPage"]
    subpage_types = ["catalogue.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
