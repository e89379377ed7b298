// What lies on the desk: the rows of the list, which of them is worked on, what is found in each, and who wants to know.
import { findings, GRAVITY, weighed } from "./counted.js";
import { measurer } from "./measure.js";
import { rowsOf, startOf } from "./pairs.js";
import { firstAfter } from "./times.js";

const ON_SCREEN = new Set(["subtitles", "captions"]);

/** Tells "rows" (their order or number changed), "cues" (these keys look different), "current" and "mode". */
export function makeDesk(store, served) {
  const heard = new Map();
  const measure = measurer();
  const desk = {
    store,
    served,
    numbers: served.numbers,
    frameMs: 1000 / (served.media?.fps || 25),
    onScreen: ON_SCREEN.has(served.track.kind ?? "subtitles"),
    mode: "translate",
    rows: [],
    current: null,
    links: store.links,
    found: new Map(),
    told: new Map(), // uuid → {cue, found}: what the server found in a cue as it was
    measure,
    on: (name, listener) => heard.set(name, [...(heard.get(name) ?? []), listener]),
    tell: (name, ...said) => (heard.get(name) ?? []).forEach((listener) => listener(...said)),
    at: (key) => places.get(key) ?? -1,
    row: () => desk.rows[desk.at(desk.current)] ?? null,
    cue: () => desk.row()?.cue ?? null,
    stale: (row) => (row && !isEmpty(row) ? store.links.stale(row.key) : []),
    go,
    setMode,
    rejudge,
  };
  let places = new Map();
  let order = new Map(); // of cues alone: uuid → place among the cues

  function go(key, how = {}) {
    const wanted = desk.rows[desk.at(key)]?.key ?? desk.rows[0]?.key ?? null;
    if (wanted === desk.current && !how.again) return;
    const before = desk.current;
    desk.current = wanted;
    desk.tell("current", before, how);
  }

  function setMode(mode) {
    desk.mode = mode;
    document.body.dataset.mode = mode;
    desk.tell("mode", mode);
  }

  function lay() {
    const { cues, aliases } = store.state;
    const place = desk.at(desk.current);
    desk.rows = rowsOf(cues, store.links.cues, store.links.of);
    places = new Map(desk.rows.map((row, at) => [row.key, at]));
    order = new Map(cues.map((cue, at) => [cue.uuid, at]));
    cues.forEach((cue, at) => judge(cue, cues[at + 1]));
    for (const key of desk.found.keys()) if (!order.has(key)) desk.found.delete(key);
    follow(aliases, place);
    desk.tell("rows");
  }

  /** The row that was worked on may be gone: its survivor, or what now stands at its place, is worked on instead. */
  function follow(aliases, place) {
    if (desk.current === null || places.has(desk.current)) return;
    const survivor = aliases?.[desk.current];
    const before = desk.current;
    desk.current = places.has(survivor) ? survivor : (desk.rows[Math.min(place, desk.rows.length - 1)]?.key ?? null);
    desk.tell("current", before, {});
  }

  function judge(cue, following) {
    const counted = findings(cue, measure(cue), following, desk.numbers, desk.frameMs, desk.onScreen);
    const found = [...weighed(counted, served.severities), ...toldOf(cue)];
    found.sort((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity));
    if (found.length) desk.found.set(cue.uuid, found);
    else desk.found.delete(cue.uuid);
  }

  /** Of a cue that was changed since, what was found is shown until the server has answered anew, but mends nothing. */
  function toldOf(cue) {
    const told = desk.told.get(cue.uuid);
    if (!told || same(told.cue, cue)) return told?.found ?? [];
    return told.found.map((finding) => ({ ...finding, repair: null }));
  }

  /** Other things are found in these cues, which are what they were. */
  function rejudge(uuids) {
    const cues = store.state.cues;
    for (const at of uuids.map((uuid) => order.get(uuid))) if (at !== undefined) judge(cues[at], cues[at + 1]);
    desk.tell("cues", new Set(uuids));
  }

  /** Whether a cue stands where it stood, so that nothing but itself and the one before it can look different. */
  function stays(uuid) {
    const [at, cue] = [order.get(uuid), store.cue(uuid)];
    if (at === undefined || !cue || store.state.cues.length !== order.size) return false;
    const row = desk.rows[places.get(uuid)];
    return row.cue.start === cue.start && row.cue.end === cue.end && store.state.cues[at]?.uuid === uuid;
  }

  function changed(uuids) {
    if (!uuids.every(stays)) return lay();
    const cues = store.state.cues;
    const touched = new Set();
    for (const uuid of uuids) {
      const at = order.get(uuid);
      desk.rows[places.get(uuid)].cue = cues[at];
      judge(cues[at], cues[at + 1]);
      if (at) judge(cues[at - 1], cues[at]);
      touched.add(uuid);
      if (at) touched.add(cues[at - 1].uuid);
    }
    desk.tell("cues", touched);
  }

  store.subscribe((uuids, why) => (why === "source" ? lay() : changed([...uuids])));
  desk.startAt = (milliseconds) => desk.rows[Math.max(0, firstAfter(desk.rows, milliseconds, startOf) - 1)] ?? null;
  lay();
  return desk;
}

/** Whether two states of a cue are one to the rules. */
export const same = (a, b) => a === b || (a.text === b.text && a.start === b.start && a.end === b.end && a.settings === b.settings);
export const isEmpty = (row) => !row.cue || !row.cue.text.trim();
export const isOpen = (row) => !row.cue?.confirmed;
