// What the server has, what it does not have yet, and both together, which is what is shown. No network, no store.
import { copied, cueOf, fold, opened } from "./fold.js";

const FIELDS = ["start", "end", "text", "settings", "identifier", "confirmed", "machine", "stale"];

export const same = (a, b) => a === b || Boolean(a && b && FIELDS.every((field) => a[field] === b[field]));

/** `waiting` are the changes that the server does not have, in order: {change, sent, running}. */
export function makeLedger(state) {
  const server = opened(state);
  let shown = copied(server);
  let waiting = [];

  /** Folds anew what waits over what the server has; the names of the cues that look different now. */
  function lay() {
    const old = shown;
    shown = copied(server);
    for (const { change } of waiting) fold(shown, change);
    const moved = new Set();
    for (const [uuid, cue] of shown.byName) if (!same(old.byName.get(uuid), cue)) moved.add(uuid);
    for (const uuid of old.byName.keys()) if (!shown.byName.has(uuid)) moved.add(uuid);
    return moved;
  }

  return {
    get state() {
      return shown;
    },
    get number() {
      return server.number;
    },
    get waiting() {
      return waiting;
    },
    cue: (uuid) => cueOf(shown, uuid),
    exactly: (uuid) => shown.byName.get(uuid) ?? null,

    /** A change of one's own, shown at once. Gives back what the cues were. */
    add(entry) {
      waiting.push(entry);
      return fold(shown, entry.change);
    },

    /** The last one, that is still being typed, says something else now. */
    amend(entry, text) {
      entry.change = { ...entry.change, text };
      return fold(shown, entry.change);
    },

    /** Changes that another window of this browser left behind; they come before what is typed here from now on. */
    adopt(entries) {
      waiting.push(...entries);
      return lay();
    },

    /** What the server numbered, own ones too; what came before, an answer that came twice, is passed over. */
    take(changes) {
      const fresh = changes.filter((change) => change.number > server.number).sort((a, b) => a.number - b.number);
      for (const change of fresh) fold(server, change);
      return fresh;
    },

    /** The server has these, or will never take them. */
    settle(ids) {
      waiting = waiting.filter(({ change }) => !ids.has(change.id));
      return lay();
    },
  };
}
