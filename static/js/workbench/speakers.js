// Who says a cue: a label in its text, chosen from those who are heard in the recording. Shown is what readers meet in the
// label's place; a name that is not told to them is offered nowhere.
import { openDialog } from "./dialog.js";
import { drawing, make } from "./dom.js";
import { commandName, digits, word } from "./said.js";

const VOICE = /<v((?:\.[^\s.>]*)*)(?:\s([^>]*))?>/g;
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const REFERENCES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

const written = (label) => label.replace(/[&<>]/g, (each) => ESCAPED[each]);
const read = (said = "") => said.replace(/&(?:amp|lt|gt);/g, (each) => REFERENCES[each]).replace(/\s+/g, " ").trim();

/** The labels in a text, in their order. */
export const labelsIn = (text) => [...new Set([...text.matchAll(VOICE)].map((found) => read(found[2])).filter(Boolean))];

/** Speakers in a text as they are met: {label, shown, guarded}; a label that nobody noted yet stands for itself. */
export function heardIn(text, speakers) {
  return labelsIn(text).map((label) => speakers.find((each) => each.label === label) ?? { label, shown: label, guarded: false });
}

/** The text as said by another: in the place of the voice at `at`, or from the beginning of its line; by nobody for "". */
export function saidBy(text, label, at) {
  const voices = [...text.matchAll(VOICE)];
  const last = voices.findLast((found) => found.index <= at) ?? (voices.length === 1 ? voices[0] : null);
  if (!last && !label) return text;
  if (!last) {
    const place = voices.length ? text.lastIndexOf("\n", Math.max(0, at - 1)) + 1 : 0;
    return `${text.slice(0, place)}<v ${written(label)}>${text.slice(place)}`;
  }
  const [before, behind] = [text.slice(0, last.index), text.slice(last.index + last[0].length)];
  if (label) return `${before}<v${last[1]} ${written(label)}>${behind}`;
  return before + behind.replace(/<\/v>/, (close, place) => (behind.slice(0, place).includes("<v") ? close : ""));
}

/** The list, with the keys 1 to 9 for the first of it and a field for a label that is new. */
export function openSpeakers(desk, choose) {
  const cue = desk.cue();
  if (!cue) return;
  const speakers = desk.served.speakers ?? [];
  const now = labelsIn(cue.text);
  openDialog("speakers", commandName("speaker").replace("…", ""), (body, close, dialog) => {
    const done = (label) => {
      dialog.addEventListener("close", () => choose(label), { once: true });
      close();
    };
    const buttons = [...speakers.map((each, at) => one(each, at, now.includes(each.label), done)), act(word("speaker_nobody"), () => done(""))];
    const list = make("div", { class: "speakers", role: "group", "aria-label": word("speaker_who") }, ...buttons);
    body.append(list, fresh(done));
    (buttons.find((button) => button.ariaPressed === "true") ?? buttons[0]).setAttribute("autofocus", "");
    dialog.addEventListener("keydown", (event) => {
      if (event.target.matches("input")) return;
      const at = buttons.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
      if (to !== undefined) buttons[(to + buttons.length) % buttons.length].focus();
      else if (/^[1-9]$/.test(event.key) && speakers[event.key - 1]) done(speakers[event.key - 1].label);
      else return;
      event.preventDefault(); // or the field behind the dialog would get it
    });
  });
}

function one({ label, shown, guarded }, at, pressed, done) {
  const number = at < 9 ? make("kbd", {}, digits(at + 1)) : null;
  const said = [make("bdi", { class: "speakers__shown" }, shown)];
  if (guarded) said.push(make("span", { class: "speakers__guarded" }, drawing("guarded"), word("speaker_guarded")));
  else if (label !== shown) said.push(make("bdi", { class: "quiet" }, label));
  const button = act("", () => done(label));
  button.append(...said, ...(number ? [number] : []));
  button.ariaPressed = String(pressed);
  return button;
}

function act(name, does) {
  const button = make("button", { type: "button" }, name);
  button.addEventListener("click", does);
  return button;
}

function fresh(done) {
  const input = make("input", { autocomplete: "off", dir: "auto", maxlength: 200 });
  const form = make("form", { class: "dialog__form" }, make("label", { class: "field" }, make("span", {}, word("speaker_new")), input), make("button", { type: "submit" }, word("speaker_take")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) done(read(input.value));
  });
  return form;
}
