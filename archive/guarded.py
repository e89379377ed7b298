"""The kinds of things that have a rule of their own. A new kind is found here by itself."""

from django.apps import apps

from archive.models import Protected


def kinds() -> dict[str, type[Protected]]:
    """Every model whose table holds a rule, by its label, such as "catalogue.Work"."""
    models = (model for model in apps.get_models() if issubclass(model, Protected))
    return {model._meta.label: model for model in models if model._meta.get_field("withdrawn").model is model}
