"""The numbers of a work's parts, in its form: each once, and a new row needs none typed."""

from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel


class PartsFormSet(BaseChildFormSet):
    def clean(self) -> None:
        """A new row whose number nobody touched is the next part; the same number typed twice is refused."""
        taken: set[int] = set()
        for form in self.forms:
            number = form.cleaned_data.get("part") if form.is_valid() and form not in self.deleted_forms else None
            if number is None:
                continue
            if number in taken and form.instance.pk is None and "part" not in form.changed_data:
                number = max(taken) + 1
                form.cleaned_data["part"] = form.instance.part = number
            taken.add(number)
        super().clean()


class PartsPanel(InlinePanel):
    def get_form_options(self) -> dict[str, object]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = PartsFormSet
        return options
