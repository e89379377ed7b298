"""Programs and servers that translate lines of text. None is there until an administrator names one."""

from archive.translating.base import Batch, Translator, Watch
from archive.translating.chosen import configured, named
from archive.translating.dividing import translate
from archive.translating.sending import refuse_secrets

__all__ = ["Batch", "Translator", "Watch", "configured", "named", "refuse_secrets", "translate"]
