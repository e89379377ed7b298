// Find and replace over one cue or all, with what would become of each before anything is changed.
import { make } from "./dom.js";
import { check, field, openDialog } from "./dialog.js";
import { signed } from "./marks.js";
import { patternOf, replacementOf } from "./pattern.js";
import { word } from "./said.js";

const SHOWN = 200;
const PATIENCE = 2000; // milliseconds after which an expression is given up

export function openReplace(desk, work, say, last = {}) {
  openDialog("replace", word("find_what"), (body, close) => {
    const what = field(word("find_what"), { value: last.what ?? "", dir: "auto", autofocus: true });
    const by = field(word("replace_by"), { value: last.by ?? "", dir: "auto" });
    const regular = check(word("regular"), last.regular);
    const capitals = check(word("match_case"), last.capitals);
    const whole = check(word("whole_words"), last.whole);
    const alone = check(word("this_cue"));
    const note = make("p", { class: "replace__note", role: "status" });
    const list = make("ul", { class: "replace__list" });
    const act = make("button", { type: "button", class: "main", disabled: true }, word("replace_all"));
    const left = new Set();
    let found = [];
    const ask = asking((answer) => (answer.sentence ? failed(answer.sentence) : show(answer.found)));

    function failed(sentence) {
      found = [];
      list.replaceChildren();
      note.textContent = sentence;
      act.disabled = true;
    }

    function show(hits) {
      found = hits;
      left.clear();
      note.textContent = found.length > SHOWN ? word("found_more", { count: found.length, shown: SHOWN }) : word("found_n", { count: found.length });
      list.replaceChildren(...found.slice(0, SHOWN).map(line));
      act.disabled = found.length === 0;
    }

    function line(hit) {
      const box = make("input", { type: "checkbox", checked: true });
      box.addEventListener("change", () => (box.checked ? left.delete(hit.uuid) : left.add(hit.uuid)));
      const go = make("button", { type: "button" }, word("go_there"));
      go.addEventListener("click", () => (close(), desk.go(hit.uuid)));
      const { language, dir } = desk.served.track;
      const after = hit.after === hit.text ? null : make("span", { class: "replace__after", lang: language, dir }, ...signed(hit.after));
      return make("li", {}, make("label", {}, box, make("span", {}, make("span", { class: "replace__before", lang: language, dir }, ...marked(hit)), after)), go);
    }

    function look() {
      Object.assign(last, { what: what.input.value, by: by.input.value, regular: regular.input.checked, capitals: capitals.input.checked, whole: whole.input.checked });
      const cues = alone.input.checked ? [desk.cue()].filter(Boolean) : desk.store.state.cues;
      ask(last.what ? cues : [], last);
    }

    act.addEventListener("click", () => {
      const wanted = found.filter((hit) => !left.has(hit.uuid) && hit.after !== hit.text);
      // Somebody may have written in one since: her words are not written over.
      const chosen = wanted.filter((hit) => desk.store.cue(hit.uuid)?.text === hit.text);
      work.rewrite(chosen.map(({ uuid, after }) => ({ cue: desk.store.cue(uuid), text: after })));
      const passed = wanted.length - chosen.length;
      say(word("replaced_n", { count: chosen.length }) + (passed ? ` ${word("replace_passed", { count: passed })}` : ""));
      close();
    });
    for (const { input } of [what, by]) {
      input.addEventListener("input", look);
      input.addEventListener("keydown", joined);
    }
    for (const { input } of [regular, capitals, whole, alone]) input.addEventListener("change", look);
    const switches = make("div", { class: "replace__switches" }, regular.element, capitals.element, whole.element, alone.element);
    body.append(make("div", { class: "replace__fields" }, what.element, by.element), switches, note, list, make("div", { class: "dialog__foot" }, act));
    if (last.what) look();
  });
}

/** Shift and space writes a non-joiner here too. */
function joined(event) {
  if (event.code !== "Space" || !event.shiftKey || event.ctrlKey || event.altKey) return;
  event.preventDefault();
  const { target } = event;
  target.setRangeText("\u200c", target.selectionStart, target.selectionEnd, "end");
  target.dispatchEvent(new Event("input"));
}

function marked({ text, places }) {
  const parts = [];
  let at = 0;
  for (const [start, length] of places) {
    parts.push(...signed(text.slice(at, start)), make("mark", {}, ...signed(text.slice(start, start + length))));
    at = start + length;
  }
  return [...parts, ...signed(text.slice(at))];
}

/** Asks the worker, and only ever answers the last question. */
function asking(answer) {
  let worker = null;
  let number = 0;
  let clock = 0;
  return (cues, { what, by, ...how }) => {
    clearTimeout(clock);
    worker?.terminate();
    number += 1;
    let expression;
    try {
      expression = patternOf({ what, ...how });
    } catch (error) {
      return answer({ sentence: word("bad_pattern", { why: error.message }) });
    }
    worker = new Worker(new URL("./matching.js", import.meta.url));
    worker.onmessage = ({ data }) => data.number === number && (clearTimeout(clock), answer(data));
    clock = setTimeout(() => (worker.terminate(), answer({ sentence: word("too_slow") })), PATIENCE);
    worker.postMessage({ number, cues: cues.map(({ uuid, text }) => ({ uuid, text })), ...expression, by: { regular: how.regular, text: how.regular ? replacementOf(by) : by } });
  };
}
