// Where the source was changed after ours was written: what it said and what it says, side by side.
import { find, make } from "./dom.js";
import { compared } from "./published.js";
import { plain } from "./payload.js";
import { word } from "./said.js";
import { direction } from "./direction.js";

export function makeStale(desk) {
  const place = find("stale");

  function draw() {
    const found = desk.stale(desk.row());
    place.hidden = !found.length;
    find("stale-texts", place).replaceChildren(...found.flatMap(({ was, now }) => sides(plain(was), now === null ? null : plain(now))));
  }

  function sides(was, now) {
    const pieces = compared(was, now ?? "");
    const of = (kind) => pieces.filter(([each]) => !each || each === kind).map(([each, text]) => (each ? make(each, {}, text) : text));
    return [side("source_was", was, of("del")), now === null ? make("p", { class: "quiet" }, word("source_gone")) : side("source_is", now, of("ins"))];
  }

  function side(name, text, pieces) {
    const said = make("p", { class: "differs", lang: desk.served.source?.track.language, dir: direction(text) }, ...pieces);
    return make("div", { class: "stale__side" }, make("p", { class: "stale__name" }, word(name)), said);
  }

  desk.on("current", draw);
  desk.on("rows", draw);
  desk.on("cues", (keys) => keys.has(desk.current) && draw());
  draw();
}
