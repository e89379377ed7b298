// The field in which the text of a cue is written, its source beside it, and its times.
import { direction } from "./direction.js";
import { drawing, find, make, set } from "./dom.js";
import { drawMarks } from "./marks.js";
import { drawMeters } from "./meters.js";
import { drawn } from "./shown.js";
import { endOf, startOf } from "./pairs.js";
import { word } from "./said.js";
import { heardIn } from "./speakers.js";
import { read, seconds, written } from "./times.js";

export function makeEditor(desk, work, say) {
  const field = find("text");
  const [start, end, length] = ["start", "end", "length"].map((name) => find(name));
  const marks = find("marks");
  let typing = false; // what stands in the field is newer than any state told meanwhile

  function draw() {
    const row = desk.row();
    const cue = row?.cue;
    field.disabled = !row;
    keepCursor(cue?.text ?? "");
    for (const [input, of] of [[start, startOf], [end, endOf]]) {
      input.disabled = !cue;
      if (document.activeElement !== input || !input.dataset.typed) input.value = row ? written(of(row)) : "";
    }
    length.textContent = row ? seconds(endOf(row) - startOf(row)) : "";
    drawMeters(desk, row);
    drawMarks(marks, field);
    signs(cue, desk.stale(row).length > 0);
  }

  /** Somebody else's words, or one's own undone, come into the field without moving the cursor from where it was. */
  function keepCursor(text) {
    if (typing || field.value === text) return;
    const [was, at] = [field.value, field.selectionStart];
    const fromEnd = was.length - at;
    field.value = text;
    if (document.activeElement !== field) return;
    const place = text.startsWith(was.slice(0, at)) ? at : Math.max(0, text.length - fromEnd);
    field.setSelectionRange(place, place);
  }

  function signs(cue, stale) {
    const said = [];
    if (cue) said.push(["confirmed", cue.confirmed ? "confirmed" : "unconfirmed", cue.confirmed], ["machine", "machine", cue.machine], ["stale", "stale", stale]);
    const shown = said.filter(([name, , there]) => there || name === "confirmed");
    const heard = heardIn(cue?.text ?? "", desk.served.speakers ?? []).map(speaks);
    const others = (desk.present?.get(cue?.uuid) ?? []).map((name) => make("span", { class: "state", "data-there": true, "data-other": "" }, make("bdi", {}, word("theirs", { name }))));
    find("signs").replaceChildren(...others, ...heard, ...shown.map(([name, key, there]) => make("span", { class: "state", "data-there": Boolean(there) }, there ? drawing(name) : null, word(key))));
  }

  function speaks({ shown, guarded }) {
    const sign = guarded ? drawing("guarded", word("speaker_guarded")) : null;
    return make("span", { class: "state", "data-there": true }, sign, make("bdi", {}, word("speaks", { name: shown })));
  }

  function source() {
    const row = desk.row();
    const place = find("source");
    const language = desk.served.source?.track.language;
    find("source-side").hidden = !desk.served.source;
    set(place, "lang", language);
    const said = (row?.sources ?? []).map((each) => make("p", { dir: direction(each.text) }, drawn(each.text)));
    place.replaceChildren(...(said.length ? said : [make("p", { class: "quiet", lang: document.documentElement.lang, dir: "auto" }, word("no_source"))]));
  }

  function typed() {
    const row = desk.row();
    typing = true;
    if (row) work.write(row, field.value);
    typing = false;
    draw();
  }

  function timed(input) {
    delete input.dataset.typed;
    const [cue, from, to] = [desk.cue(), read(start.value), read(end.value)];
    if (!cue) return;
    if (from === null || to === null) say(word("time_form"));
    else if (!work.retime(cue, from, to)) say(word("times_wrong"));
    draw();
  }

  function put(text) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    typed();
  }

  field.addEventListener("input", typed);
  field.addEventListener("scroll", () => (marks.scrollTop = field.scrollTop));
  for (const input of [start, end]) {
    input.addEventListener("input", () => (input.dataset.typed = ""));
    input.addEventListener("change", () => timed(input));
  }
  desk.on("current", () => (source(), draw()));
  desk.on("rows", () => (source(), draw()));
  desk.on("cues", (keys) => keys.has(desk.current) && draw());
  source();
  draw();

  return {
    field,
    put,
    cursor: () => field.selectionStart,
    focus(atEnd = true) {
      field.focus({ preventScroll: false });
      if (atEnd) field.setSelectionRange(field.value.length, field.value.length);
    },
    /** Sets a span around what is chosen, or around all. */
    wrap(open, close) {
      if (field.selectionStart === field.selectionEnd) field.select();
      put(open + field.value.slice(field.selectionStart, field.selectionEnd) + close);
    },
    replace(text) {
      field.select();
      put(text);
    },
  };
}
