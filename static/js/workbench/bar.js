// The state line: what is where, in the store's own words; and who else is in this track.
import { find, make, set } from "./dom.js";
import { person } from "./person.js";
import { word } from "./said.js";

const KINDS = { saved: "saved", sending: "waiting", offline: "waiting", past: "waiting", server: "waiting" };

export function makeBar(desk) {
  const line = find("state");
  const people = find("present");
  let before = "";

  desk.store.watch(({ code, sentence, login, present }) => {
    set(line, "data-kind", KINDS[code] ?? "trouble");
    const said = make("span", {}, sentence);
    if (before !== sentence + login) line.replaceChildren(said, ...(login ? [" ", make("a", { href: login, target: "_blank" }, word("log_in"))] : []));
    set(line, "title", sentence);
    before = sentence + login;
    show(present ?? []);
  });

  /** Others, and one's own other tabs; the list shows on which cue they are. */
  function show(others) {
    const there = new Map();
    for (const { name, cue } of others) if (cue) there.set(cue, [...(there.get(cue) ?? []), name]);
    const were = desk.present ?? new Map();
    const moved = new Set([...were.keys(), ...there.keys()].filter((cue) => String(were.get(cue)) !== String(there.get(cue))));
    desk.present = there;
    if (moved.size) desk.tell("cues", moved);
    const names = [...new Set(others.map(({ name }) => name))];
    people.replaceChildren(...names.map((name) => person("li", name)));
  }
}
