// One row of the list: number and time, source, text, and signs for what there is to see to.
import { direction } from "./direction.js";
import { drawing, make, set } from "./dom.js";
import { WANTED } from "./jumps.js";
import { person } from "./person.js";
import { drawn } from "./shown.js";
import { digits, filled, rules, severities, word } from "./said.js";
import { seconds, written } from "./times.js";
import { endOf, startOf } from "./pairs.js";
import { isEmpty } from "./desk.js";

const cell = (name, attributes = {}) => make("div", { class: `row__${name}`, role: "gridcell", ...attributes });

export function makeRow() {
  const number = cell("number");
  const source = cell("source");
  const text = cell("text");
  const signs = cell("signs");
  const element = make("div", { class: "row", role: "row" }, number, source, text, signs);

  function show(desk, at) {
    const row = desk.rows[at];
    element.id = `row-${at}`;
    element.dataset.at = at;
    set(element, "aria-rowindex", at + 1);
    set(element, "aria-selected", String(row.key === desk.current));
    set(element, "data-gravity", desk.found.get(row.key)?.[0].severity);
    set(element, "data-empty", isEmpty(row));
    set(element, "data-outdated", desk.stale(row).length > 0);
    const time = make("bdi", { class: "row__time", dir: "ltr" }, `${written(startOf(row))}`);
    const lasts = make("bdi", { class: "row__lasts" }, seconds(endOf(row) - startOf(row)));
    number.replaceChildren(make("b", {}, digits(at + 1)), time, lasts);
    say(source, row.sources, desk.served.source?.track.language);
    say(text, row.cue ? [row.cue] : [], desk.served.track.language, desk.served.track.dir);
    signs.replaceChildren(...signsOf(desk, row));
  }

  return { element, show };
}

function say(place, cues, language, dir) {
  const payload = cues.map((cue) => cue.text).join("\n");
  set(place, "lang", language);
  set(place, "dir", dir ?? direction(payload));
  place.replaceChildren(make("span", { class: "row__words" }, drawn(payload)));
}

/** Gravest first: what is found, in words for whoever cannot see the sign. */
function signsOf(desk, row) {
  const signs = [];
  const found = desk.found.get(row.key);
  if (found) signs.push(drawing(found[0].severity, `${severities[found[0].severity]}: ${found.map(sentence).join(" ")}`));
  if (!row.cue) signs.push(make("span", { class: "unseen" }, word("untranslated")));
  const stale = desk.stale(row);
  if (stale.length) signs.push(drawing("stale", word(stale.some(({ now }) => now === null) ? "source_gone" : "stale")));
  if (desk.mode === "review" && desk.differs?.(row)) signs.push(drawing("changed", word("changed")));
  if (row.cue?.machine) signs.push(drawing("machine", word("machine")));
  if (WANTED.next_comment.is(desk, row)) signs.push(drawing("comment", word("comments")));
  if (row.cue?.confirmed) signs.push(drawing("confirmed", word("confirmed")));
  for (const other of desk.present?.get(row.key) ?? []) signs.push(person("span", other, { class: "row__other" }));
  return signs;
}

/** What a finding says; the server sends its own in the reader's language. */
export const sentence = (finding) => finding.sentence ?? filled(rules[finding.code].sentence, finding.values);
