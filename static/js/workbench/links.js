// Which cues of the source ours hang on, and the words that they were held against, as subtitles/workbench/links has it.
import { fold, opened } from "./fold.js";
import { plain } from "./payload.js";

/** `served` is what state.json brought. Cues of the source are those of now, as others change them. */
export function makeLinks(served) {
  const source = opened(served.source ?? { cues: [] });
  const key = served.source?.track.pk;
  const held = new Map(); // our cue → Map of the source's → the text that ours was held against
  for (const [cue, seen] of Object.entries(served.pairs ?? {})) put(cue, seen);

  const textOf = (name) => source.byName.get(name)?.text ?? "";
  const of = (cue) => held.get(cue) ?? new Map();

  /** Where the server says no text, the words are those of now. */
  function put(cue, seen) {
    held.set(cue, new Map(Object.entries(seen).map(([name, text]) => [name, text ?? source.byName.get(name)?.text ?? ""])));
  }

  const ACTS = {
    split: ({ cue, into }) => held.set(into, new Map(of(cue))),
    merge: (change) => held.set(change.cue, new Map([...of(change.with), ...of(change.cue)])),
    seen: ({ cue, seen }) => held.set(cue, new Map([...of(cue), ...Object.entries(seen)])),
  };
  /** A change of one's own, which the server will say the same of. */
  const act = (change) => ACTS[change.kind]?.(change);

  /** Takes in an answer; whether anything stands otherwise beside our cues. What waits to be sent stays as it was done. */
  function take({ source: told, links = {} }, waiting) {
    if (!told) return false;
    const fresh = told.changes.filter((change) => change.number > source.number);
    for (const change of fresh) fold(source, change);
    source.number = Math.max(source.number, told.number);
    const before = said(Object.keys(links));
    for (const [cue, seen] of Object.entries(links)) put(cue, seen);
    for (const { change } of waiting) act(change);
    return fresh.length > 0 || said(Object.keys(links)) !== before;
  }

  const said = (cues) => JSON.stringify(cues.map((cue) => [...of(cue)].sort()));

  return {
    act,
    take,
    get cues() {
      return source.cues;
    },
    /** The track of the source and the newest number that is known of it; null without one. */
    asked: () => (key ? [key, source.number] : null),
    of: (cue) => [...of(cue).keys()],
    /** What ours was held against, of these cues of the source. */
    held: (cue, names) => Object.fromEntries([...of(cue)].filter(([name]) => names.includes(name))),
    /** Those that say something else than ours was held against: {name, was, now}; now is null for one that is gone. */
    stale: (cue) =>
      [...of(cue)]
        .filter(([name, seen]) => differ(seen, textOf(name)))
        .map(([name, was]) => ({ name, was, now: source.byName.get(name)?.text ?? null })),
    /** By their names the texts of these that ours was not held against yet. */
    unseen: (cue, sources) => Object.fromEntries(sources.filter(({ uuid, text }) => !of(cue).has(uuid) || differ(of(cue).get(uuid), text)).map(({ uuid, text }) => [uuid, text])),
  };
}

const differ = (a, b) => a !== b && words(a) !== words(b);
const words = (text) => plain(text).split(/\s+/).filter(Boolean).join(" ");
