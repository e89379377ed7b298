// The sheet of keys: to read, to print on one page, to change, to take along.
import { make } from "./dom.js";
import { check, openDialog } from "./dialog.js";
import { commandName, commands, groups, word } from "./said.js";
import { chordOf, shownKey } from "./keymap.js";
import { PRESETS } from "./presets.js";

export function openHelp(keymap, say) {
  openDialog("help", word("keys"), (body) => {
    const sheet = make("div", { class: "sheet" });
    const note = make("p", { class: "sheet__note", role: "status" });
    const draw = () => sheet.replaceChildren(...Object.entries(commands).map(([group, names]) => table(group, Object.keys(names))));

    function table(group, ids) {
      const rows = ids.map((id) => make("tr", {}, make("th", { scope: "row" }, commandName(id)), make("td", { dir: "ltr" }, key(id))));
      return make("table", { class: "sheet__group" }, make("caption", {}, groups[group]), make("tbody", {}, ...rows));
    }

    function key(id) {
      const keys = keymap.of(id);
      const label = word("change_key", { command: commandName(id) });
      const button = make("button", { type: "button", class: "sheet__key", title: label }, ...(keys.length ? keys.map((each) => make("kbd", {}, shownKey(each))) : ["–"]));
      button.append(make("span", { class: "unseen" }, label));
      button.addEventListener("click", () => ask(id, button));
      return button;
    }

    function ask(id, button) {
      note.textContent = word("press_key");
      button.replaceChildren("…");
      const hear = (event) => {
        const chord = chordOf(event, keymap.state.by);
        if (!chord && event.key !== "Escape") return; // Ctrl alone, or Shift: there is more to come
        event.preventDefault();
        event.stopPropagation();
        button.removeEventListener("keydown", hear);
        button.removeEventListener("blur", leave);
        note.textContent = "";
        if (event.key !== "Escape") {
          const before = keymap.set(id, chord);
          if (before) note.textContent = word("taken", { key: shownKey(chord), command: commandName(before) });
        }
        draw();
        [...sheet.querySelectorAll("th")].find((th) => th.textContent === commandName(id))?.nextSibling.firstChild.focus();
      };
      const leave = () => (button.removeEventListener("keydown", hear), draw());
      button.addEventListener("keydown", hear);
      button.addEventListener("blur", leave, { once: true });
    }

    body.append(tools(keymap, draw, say), note, sheet);
    draw();
  });
}

function tools(keymap, draw, say) {
  const presets = Object.entries(PRESETS).map(([id, { name }]) => new Option(name || word("preset_own"), id, false, id === keymap.state.preset));
  const preset = choice(word("preset"), presets, (value) => (keymap.choose(value), draw()));
  const ways = ["letter", "place"].map((by) => new Option(word(`by_${by}`), by, false, by === keymap.state.by));
  const by = choice(word("by"), ways, (value) => (keymap.goBy(value), draw()));
  const remember = check(word("remember"), keymap.state.remembered);
  remember.input.addEventListener("change", () => keymap.rememberThem(remember.input.checked));
  const file = make("input", { type: "file", accept: "application/json,.json", class: "unseen", tabindex: "-1", "aria-hidden": "true" });
  file.addEventListener("change", async () => {
    if (!keymap.take(await file.files[0].text())) say(word("bad_keys"));
    draw();
  });
  const buttons = [
    [word("export_keys"), () => save(keymap.text())],
    [word("import_keys"), () => file.click()],
    [word("print"), () => window.print()],
  ].map(([name, act]) => {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", act);
    return button;
  });
  return make("div", { class: "sheet__tools" }, preset, by, remember.element, ...buttons, file);
}

function choice(label, options, chosen) {
  const select = make("select", {}, ...options);
  select.addEventListener("change", () => chosen(select.value));
  return make("label", { class: "choice" }, make("span", {}, label), select);
}

function save(text) {
  const link = make("a", { download: "workbench-keys.json", href: URL.createObjectURL(new Blob([text], { type: "application/json" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
