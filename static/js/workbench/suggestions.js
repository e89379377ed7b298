// Earlier translations of what stands beside the current cue: asked for while she works, taken by number.
import { exchange } from "./exchange.js";
import { find, make } from "./dom.js";
import { plain } from "./payload.js";
import { commandName, digits, word } from "./said.js";
import { written } from "./times.js";

const PAUSE_MS = 120; // who goes through the list asks for nothing on the way
const KEPT = 300; // answers

/** Tells "remembered" with the answer for the current row. */
export function makeSuggestions(desk, editor, say) {
  const kept = new Map();
  let asking = null;
  let clock = 0;
  let shown = [];
  let wanted = null;

  const textOf = (row) => (row?.sources ?? []).map((source) => plain(source.text)).join("\n").trim();
  const keyOf = (row) => `${row.sources.map((source) => source.uuid)} ${textOf(row)}`; // stays when its cue is begun

  function look() {
    const row = desk.row();
    const key = row && textOf(row) ? keyOf(row) : "";
    if (key === wanted) return;
    wanted = key;
    clearTimeout(clock);
    asking?.abort();
    draw(kept.get(key) ?? null);
    if (key && !kept.has(key)) clock = setTimeout(() => ask(row, key), PAUSE_MS);
  }

  async function ask(row, key) {
    asking = new AbortController();
    const { base, token } = document.body.dataset;
    const body = JSON.stringify({ text: textOf(row), cue: row.cue?.uuid ?? null });
    const answer = await exchange(`${base}suggestions.json`, { body, token, signal: asking.signal });
    if (answer.code !== "ok") return;
    kept.set(key, answer.body);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    if (key === wanted) draw(answer.body);
  }

  function draw(answer) {
    shown = answer?.suggestions ?? [];
    const sentence = wanted ? answer && word("no_suggestion") : word("no_source");
    const none = sentence ? [make("li", { class: "quiet" }, sentence)] : [];
    find("suggestions").replaceChildren(...(shown.length ? shown.map(line) : none));
    desk.tell("remembered", answer);
  }

  function line(one, at) {
    const [from, into] = one.languages;
    const button = make("button", { type: "button", "data-command": `suggestion_${at + 1}`, "aria-label": commandName(`suggestion_${at + 1}`) }, digits(at + 1));
    const source = make("p", { class: "suggestion__source", lang: from.language, dir: from.dir }, ...pieces(one.source));
    return make("li", { class: "suggestion" }, button, make("div", {}, make("p", { lang: into.language, dir: into.dir }, one.target), source, where(one, `${digits(one.score)} %`)));
  }

  /** Puts the text of a suggestion in place of what stands there. */
  function take(number) {
    const one = shown[number - 1];
    if (!one) return say(word("no_suggestion"));
    editor.focus();
    editor.replace(one.target);
  }

  desk.on("current", look);
  desk.on("rows", look);
  look();
  return { take };
}

/** Words that are marked stand in <mark>. */
export const pieces = (parts) => parts.map(([text, marked]) => (marked ? make("mark", {}, text) : text));

/** Where a text is from, and the way to hear it there, in another window. */
export function where(one, score = null) {
  const parts = [score, one.where, one.by].filter(Boolean).map((part) => make("bdi", {}, part));
  const play = one.url ? make("a", { href: one.url, target: "_blank", rel: "noopener" }, word("hear_at", { time: written(one.at) })) : null;
  return make("p", { class: "quiet suggestion__where" }, ...parts.flatMap((part, at) => (at ? [" · ", part] : [part])), play ? " · " : null, play);
}
