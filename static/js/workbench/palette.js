// The command palette: every command by its words, in any of the site's languages.
import { make, set } from "./dom.js";
import { openDialog } from "./dialog.js";
import { commandName, commands, groups, word } from "./said.js";
import { shownKey } from "./keymap.js";

const folded = (text) => text.normalize("NFKD").replace(/\p{M}|\u200c/gu, "").replaceAll("ي", "ی").replaceAll("ك", "ک").toLowerCase();
const ALL = Object.entries(commands).flatMap(([group, names]) =>
  Object.entries(names).map(([id, said]) => ({ id, group, words: folded([id.replaceAll("_", " "), groups[group], ...Object.values(said)].join(" ")) })),
);

/** Those in whose words each word stands that was typed. */
export const matching = (typed) => ALL.filter(({ words }) => folded(typed).split(/\s+/).every((part) => words.includes(part)));

export function openPalette(keymap, run) {
  openDialog("palette", word("find_command"), (body, close, dialog) => {
    const list = make("ul", { class: "palette__list", id: "palette-list", role: "listbox", "aria-label": word("find_command") });
    const input = make("input", { class: "palette__field", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-label": word("find_command"), placeholder: word("find_command"), "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list", dir: "auto" });
    let shown = [];
    let at = 0;

    function choose(index) {
      at = Math.min(Math.max(0, index), shown.length - 1);
      [...list.children].forEach((option, place) => set(option, "aria-selected", String(place === at)));
      list.children[at]?.scrollIntoView({ block: "nearest" });
      set(input, "aria-activedescendant", shown.length ? `command-${shown[at].id}` : null);
    }

    function show() {
      shown = matching(input.value);
      const options = shown.map(({ id, group }) => {
        const option = make("li", { role: "option", id: `command-${id}`, "data-id": id }, make("span", { class: "palette__name" }, commandName(id)), make("span", { class: "palette__group" }, groups[group]), keysOf(keymap, id));
        return option;
      });
      list.replaceChildren(...(options.length ? options : [make("li", { class: "quiet", role: "option", "aria-disabled": "true" }, word("no_command"))]));
      choose(0);
    }

    function done(id) {
      dialog.addEventListener("close", () => run(id), { once: true });
      close();
    }

    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
      if (to !== undefined) choose(to);
      else if (event.key === "Enter" && shown[at]) done(shown[at].id);
      else return;
      event.preventDefault();
    });
    list.addEventListener("click", (event) => {
      const id = event.target.closest("[data-id]")?.dataset.id;
      if (id) done(id);
    });
    body.append(input, list);
    set(input, "autofocus", true);
    show();
  });
}

export function keysOf(keymap, id) {
  const keys = keymap.of(id).slice(0, 2);
  return make("span", { class: "keys", dir: "ltr" }, ...keys.map((key) => make("kbd", {}, shownKey(key))));
}
