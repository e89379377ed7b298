// A word that no dictionary knows: what may be meant by it, a press or a digit for each, and that it is right after all.
import { openDialog } from "./dialog.js";
import { make } from "./dom.js";
import { exchange } from "./exchange.js";
import { digits, latin, word } from "./said.js";

/** `finding` is one that names a word of the current cue; `write(text)` puts the cue's new text there. */
export function openSpelling(desk, finding, write, say) {
  const cue = desk.cue();
  if (!cue) return;
  const { base, token } = document.body.dataset;
  const ask = (name, sent) => exchange(new URL(name, new URL(base, location.href)).href, { body: JSON.stringify({ word: finding.word, ...sent }), token });
  openDialog("spelling", word("meant", { word: `\u2068${finding.word}\u2069` }), (body, close, dialog) => {
    const note = make("p", { class: "quiet", role: "status", tabindex: "-1", autofocus: true }, word("asking"));
    const list = make("div", { class: "speakers" });
    let choices = [];
    body.append(note, list);
    dialog.addEventListener("keydown", (event) => {
      const at = choices.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1 }[event.key];
      if (to !== undefined && choices.length) choices.at(to % choices.length).focus();
      else if (/^[0-9]$/.test(latin(event.key))) choices.find(({ dataset }) => dataset.digit === latin(event.key))?.click();
      else return;
      event.preventDefault(); // or the field behind the dialog would get it
    });
    fill();

    async function fill() {
      const { code, sentence, body: said } = await ask("meant.json", { cue: { uuid: cue.uuid, start: cue.start, end: cue.end, text: cue.text, settings: cue.settings } });
      if (code !== "ok") return void (note.textContent = sentence || word("not_asked"));
      note.textContent = said.meant.length ? "" : word("meant_none");
      choices = said.meant.map((each, at) => choice(at + 1, make("bdi", {}, each.word), () => put(each)));
      if (said.may_accept) choices.push(choice(0, word("meant_right"), accept));
      list.replaceChildren(...choices);
      choices[0]?.focus();
    }

    function put(each) {
      close();
      if (desk.store.cue(cue.uuid)?.text !== cue.text || desk.cue()?.uuid !== cue.uuid) return say(word("meant_changed"));
      write(each.text);
    }

    async function accept() {
      const { code, sentence, body: said } = await ask("word.json");
      if (code !== "ok") return void (note.textContent = sentence || word("not_asked"));
      close();
      known(desk, finding.word);
      say(said.sentence);
    }
  });
}

function choice(digit, name, act) {
  const button = make("button", { type: "button", "data-digit": digit }, make("span", {}, name), make("kbd", {}, digits(digit)));
  button.addEventListener("click", act);
  return button;
}

/** Nowhere in the track is it a finding any more. */
function known(desk, right) {
  const moved = [];
  for (const [uuid, told] of desk.told) {
    const left = told.found.filter((finding) => finding.word?.toLowerCase() !== right.toLowerCase());
    if (left.length === told.found.length) continue;
    if (left.length) desk.told.set(uuid, { ...told, found: left });
    else desk.told.delete(uuid);
    moved.push(uuid);
  }
  if (moved.length) desk.rejudge(moved);
}
