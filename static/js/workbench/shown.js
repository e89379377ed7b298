// A cue as a player draws it: over the picture, in the directions in which players would.
import { directions, PLAYERS, sideOf, unescaped } from "./direction.js";
import { find, make, set } from "./dom.js";
import { markedLines } from "./payload.js";
import { word } from "./said.js";

const TOKEN = /<(\/?)([^\s.>]*)((?:\.[^\s>]*)*)\s*([^>]*)>?/g;
const SPANS = { i: "i", b: "b", u: "u", ruby: "ruby", rt: "rt", c: "span", v: "span", lang: "span" };

/** The payload as elements; what is no span of a cue leaves its text behind. Never HTML. */
export function drawn(payload) {
  const root = document.createDocumentFragment();
  const path = [root];
  let at = 0;
  const text = (until) => until > at && path.at(-1).append(unescaped(payload.slice(at, until)));
  for (const found of payload.matchAll(TOKEN)) {
    text(found.index);
    at = found.index + found[0].length;
    const [, closing, name, , said] = found;
    if (closing && path.length > 1) path.pop();
    else if (!closing && SPANS[name]) {
      const element = make(SPANS[name], name === "lang" ? { lang: said } : {});
      path.at(-1).append(element);
      path.push(element);
    }
  }
  text(payload.length);
  return root;
}

export function makeShown(desk, media) {
  const place = find("shown");
  let player = PLAYERS[0];
  let before = "";

  function cuesNow(now) {
    const at = desk.at(desk.startAt(now)?.key);
    const near = desk.rows.slice(Math.max(0, at - 3), at + 1).map((row) => row.cue);
    const standing = near.filter((cue) => cue && cue.start <= now && now < cue.end);
    const here = desk.cue();
    return standing.length || media.playing() || !here ? standing : [here];
  }

  function draw() {
    if (!place || !desk.onScreen) return;
    const now = media.now();
    const cues = cuesNow(now);
    const key = player + JSON.stringify(cues.map((cue) => [cue.text, cue.settings]));
    if (key === before) return;
    before = key;
    place.replaceChildren(...cues.map((cue) => box(cue, player)));
  }

  function box(cue, as) {
    const { dir } = desk.served.track;
    const dirs = directions(cue.text, as, dir);
    const side = (at) => sideOf(cue.settings, dirs[at], cue.text, dir);
    const lines = markedLines(cue.text).map((line, at) => make("bdi", { class: "shown__line", dir: dirs[at], "data-side": side(at) }, drawn(line)));
    const top = /(?:^|\s)line:(?:[0-4]\b(?!\d)|[0-4]?\d(?:\.\d+)?%)/.test(cue.settings ?? "");
    const element = make("p", { class: "shown", dir: "ltr", lang: desk.served.track.language }, ...lines);
    set(element, "data-top", top);
    return element;
  }

  media.on(draw);
  for (const name of ["rows", "cues", "current"]) desk.on(name, draw);
  draw();
  return {
    next() {
      player = PLAYERS[(PLAYERS.indexOf(player) + 1) % PLAYERS.length];
      draw();
      return word(`shown_${player}`);
    },
  };
}
