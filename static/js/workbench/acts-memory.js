// What the commands do with earlier translations.
import { openConcordance } from "./concordance.js";

export function remembering(editor, suggestions) {
  const chosen = () => editor.field.value.slice(editor.field.selectionStart, editor.field.selectionEnd) || String(document.getSelection());
  return {
    suggestion_1: () => suggestions.take(1),
    suggestion_2: () => suggestions.take(2),
    suggestion_3: () => suggestions.take(3),
    suggestion_4: () => suggestions.take(4),
    suggestion_5: () => suggestions.take(5),
    concordance: () => openConcordance(chosen().trim()),
  };
}
