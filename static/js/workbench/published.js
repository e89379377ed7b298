// While one reviews: how a cue differs from what the public reads, by words, and which cues do.
import { find, make } from "./dom.js";
import { word } from "./said.js";
import { written } from "./times.js";

/** Fetched when it is first wanted. `desk.differs(row)` says whether a cue is other than it is published. */
export function makePublished(desk) {
  const place = find("published");
  let cues; // Map uuid → [start, end, text]; null where nothing is published; undefined until it is fetched
  let asked = false;
  desk.differs = (row) => Boolean(cues && row.cue) && !same(cues.get(row.key), row.cue);

  async function fetched() {
    asked = true;
    if (!("publishedOnce" in document.body.dataset)) return void ((cues = null), draw());
    const answer = await fetch(`${document.body.dataset.base}published.json`).catch(() => null);
    if (answer?.status === 404) cues = null;
    else if (!answer?.ok) return void (asked = false); // asked again when she comes back to reviewing
    else cues = new Map(Object.entries((await answer.json()).cues));
    desk.tell("cues", new Set(desk.rows.map((row) => row.key)));
    draw();
  }

  function draw() {
    place.hidden = desk.mode !== "review" || cues === undefined;
    if (place.hidden) return;
    find("published-text", place).replaceChildren(...(cues ? about(desk.row()) : [make("p", { class: "quiet" }, word("not_published"))]));
  }

  function about(row) {
    const gone = [...cues.keys()].filter((uuid) => !desk.store.state.cues.some((cue) => cue.uuid === uuid)).length;
    const rest = gone ? [make("p", { class: "quiet" }, word("gone_n", { count: gone }))] : [];
    if (!row?.cue) return rest;
    const was = cues.get(row.key);
    if (!was) return [make("p", {}, word("new_cue")), ...rest];
    if (same(was, row.cue)) return [make("p", { class: "quiet" }, word("as_published")), ...rest];
    const [start, end, text] = was;
    const moved = start !== row.cue.start || end !== row.cue.end;
    const { language, dir } = desk.served.track;
    const pieces = compared(text, row.cue.text).map(([kind, said]) => (kind ? make(kind, {}, said) : said));
    return [make("p", { class: "differs", lang: language, dir }, ...pieces), moved ? make("p", { class: "quiet" }, word("were", { start: written(start), end: written(end) })) : null, ...rest].filter(Boolean);
  }

  desk.on("mode", (mode) => (mode === "review" && !asked && fetched(), draw()));
  desk.on("current", draw);
  desk.on("cues", (keys) => keys.has(desk.current) && draw());
  desk.on("rows", draw);
}

const same = (was, cue) => Boolean(was) && was[0] === cue.start && was[1] === cue.end && was[2] === cue.text;

/** Words that went and came: [["", same], ["del", gone], ["ins", new], …]. The words of a cue are few. */
export function compared(before, after) {
  const [a, b] = [before, after].map((text) => text.split(/(?<=\s)/));
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let x = a.length - 1; x >= 0; x -= 1) {
    for (let y = b.length - 1; y >= 0; y -= 1) common[x][y] = a[x] === b[y] ? common[x + 1][y + 1] + 1 : Math.max(common[x + 1][y], common[x][y + 1]);
  }
  const pieces = [];
  const add = (kind, said) => (pieces.at(-1)?.[0] === kind ? (pieces.at(-1)[1] += said) : pieces.push([kind, said]));
  for (let x = 0, y = 0; x < a.length || y < b.length; ) {
    if (x < a.length && y < b.length && a[x] === b[y]) add("", (y += 1, a[x++]));
    else if (x < a.length && (y >= b.length || common[x + 1][y] >= common[x][y + 1])) add("del", a[x++]);
    else add("ins", b[y++]);
  }
  return pieces;
}
