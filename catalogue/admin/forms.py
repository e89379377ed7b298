"""The forms behind the admin's pages of works and names."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from archive.admin import rule_forms
from archive.admin.layer_forms import LayeredRuleForm
from archive.admin.rule_forms import ReasonForm, RuleForm
from archive.languages import direction
from catalogue import addresses, slugs
from catalogue.models import Authority, Work


class LanguageSelect(forms.Select):
    """A language; `admin-lang.js` gives the texts beside it this language and its direction."""

    def __init__(self, attrs: dict[str, str] | None = None, choices: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__({"data-language-of-texts": "", **(attrs or {})}, choices)

    def create_option(self, name: str, value: object, label: int | str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        option["attrs"].update(lang=str(value), dir=direction(str(value)))
        return option


class AddressedForm(WagtailAdminModelForm):
    """Makes the address where it was left empty, and keeps it once the public may know it."""

    # Says which sending this is; see `catalogue.admin.creating`.
    sent = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["sent"]
        if self.is_permanent() and "slug" in self.fields:
            self.fields["slug"].disabled = True

    def is_permanent(self) -> bool:
        raise NotImplementedError

    def propose(self) -> str:
        raise NotImplementedError

    def save(self, commit: bool = True) -> Work | Authority:
        thing: Work | Authority = super().save(commit=False)
        if self.is_permanent():
            # It may have been given a new one while this form stood open.
            thing.slug = addresses.current(thing, hold=commit)
        if not thing.slug:
            thing.slug = self.propose()
        if commit:
            thing.save()
            self.save_m2m()
        return thing


class WorkForm(AddressedForm):
    def is_permanent(self) -> bool:
        work = self.instance
        return work.first_published_at is not None or (work.pk is not None and addresses.was_changed(work))

    def propose(self) -> str:
        return slugs.for_work(self.instance)


class NameForm(AddressedForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.of_kind.is_coded and "slug" in self.fields:
            self.fields["slug"].help_text = _(
                "Part of the permanent address. Left empty it is a code that tells nothing."
            )

    def is_permanent(self) -> bool:
        return self.instance.pk is not None

    def propose(self) -> str:
        return slugs.for_name(self.instance)


class WithEpisodes(forms.Form):
    """`episodes` is there for a radio series only."""

    episodes = forms.BooleanField(label=_("The same for every programme of the series"), required=False)

    def __init__(self, *args: Any, with_episodes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_episodes:
            del self.fields["episodes"]


class WorkRuleForm(WithEpisodes, LayeredRuleForm):
    """Who may see a work, and which layers of what it plays."""


class NameRuleForm(WithEpisodes, RuleForm):
    """Who may see a name."""


class WithdrawForm(WithEpisodes, ReasonForm):
    """Why a work or a name is withdrawn. With a series its programmes go too, unless somebody says otherwise."""

    episodes = forms.BooleanField(label=_("Every programme of the series too"), required=False, initial=True)


class LiftForm(WithEpisodes, rule_forms.LiftForm):
    """Why that is lifted."""

    episodes = forms.BooleanField(
        label=_("Every programme of the series too"),
        required=False,
        initial=True,
        help_text=_("A programme that was withdrawn by itself stays withdrawn."),
    )
