// The state of a track, and changes over it. Python folds the same way: tests/subtitles/changes/cases.json holds both to it.
// A numbered change does what its result says: nothing is decided here, so everybody who folds comes to the same state.

/** A state that can be folded over: its cues in order, and each by its name. The state given is not altered. */
export function opened({ number = 0, cues, aliases = {} }) {
  const sorted = [...cues].sort(compare);
  return { number, cues: sorted, aliases: { ...aliases }, byName: new Map(sorted.map((cue) => [cue.uuid, cue])) };
}

/** Another of the same: what is folded over one does not show in the other. */
export function copied({ number, cues, aliases, byName }) {
  return { number, cues: [...cues], aliases: { ...aliases }, byName: new Map(byName) };
}

/** The cue of this name, or the one that it was merged into; undefined where neither is left. */
export function cueOf(folded, uuid) {
  const seen = new Set();
  while (uuid in folded.aliases && !folded.byName.has(uuid) && !seen.has(uuid)) {
    seen.add(uuid);
    uuid = folded.aliases[uuid];
  }
  return folded.byName.get(uuid);
}

/** Folds one change in, and gives back what the cues it touched were: Map of uuid → cue, or null for one that was not. */
export function fold(folded, change) {
  const before = new Map();
  const result = change.result ?? {};
  if (!result.conflict && !result.gone) FOLDS[change.kind]?.(writer(folded, before), change, result);
  if (change.number !== undefined) folded.number = change.number;
  return before;
}

const FOLDS = {
  text({ cue, put }, change, result) {
    const old = cue(change.cue);
    if (old) put({ ...old, text: result.merged ?? change.text, machine: false });
  },

  times({ cue, put }, change, result) {
    const old = cue(change.cue);
    if (old) put({ ...old, ...timed(result.merged ?? change.times) });
  },

  insert({ has, put }, change) {
    if (!has(change.cue)) put({ ...BLANK, uuid: change.cue, ...timed(change.times), text: change.text });
  },

  delete({ cue, remove }, change) {
    const old = cue(change.cue);
    if (old) remove(old);
  },

  split({ cue, has, put }, change, result) {
    const old = cue(change.cue);
    if (!old || has(change.into)) return;
    const texts = result.merged ?? change.texts;
    const [kept, parted] = change.keeps === "second" ? [1, 0] : [0, 1];
    put({ ...old, text: texts[kept], ...timed(change.times[kept]) });
    put({ ...old, uuid: change.into, identifier: "", text: texts[parted], ...timed(change.times[parted]) });
  },

  merge({ cue, put, remove, alias }, change, result) {
    const [old, other] = [cue(change.cue), cue(change.with)];
    if (!old || !other || old === other) return;
    remove(other);
    alias(other.uuid, old.uuid);
    const both = { confirmed: old.confirmed && other.confirmed, machine: old.machine && other.machine };
    put({ ...old, ...both, text: result.merged ?? change.text, ...timed(change.times) });
  },

  confirm({ cue, put }, change) {
    const old = cue(change.cue);
    if (old) put({ ...old, confirmed: change.confirmed, machine: old.machine && !change.confirmed });
  },

  restore({ put, alias }, change, result) {
    const cue = result.merged ?? change.cue_was;
    alias(cue.uuid, null);
    put(cue);
  },

  shift({ all, change: changeAll }, { from, ms }) {
    changeAll(all().map((cue) => (cue.start < from ? cue : { ...cue, start: cue.start + ms, end: cue.end + ms })));
  },
};

const BLANK = { settings: "", identifier: "", confirmed: false, machine: false, stale: null };
const timed = ([start, end]) => ({ start, end });

/** The few ways in which a fold alters the state, each of which remembers what was. */
function writer(folded, before) {
  const { byName, aliases } = folded;
  const remember = (uuid) => before.has(uuid) || before.set(uuid, byName.get(uuid) ?? null);
  function remove(cue) {
    remember(cue.uuid);
    folded.cues.splice(place(folded.cues, cue), 1);
    byName.delete(cue.uuid);
  }
  return {
    cue: (uuid) => cueOf(folded, uuid),
    has: (uuid) => byName.has(uuid),
    all: () => folded.cues,
    remove,
    put(cue) {
      remember(cue.uuid);
      const old = byName.get(cue.uuid);
      if (old) folded.cues.splice(place(folded.cues, old), 1);
      folded.cues.splice(place(folded.cues, cue), 0, cue);
      byName.set(cue.uuid, cue);
    },
    alias(gone, survivor) {
      if (survivor === null) delete aliases[gone];
      else aliases[gone] = survivor;
    },
    change(cues) {
      for (const cue of cues) {
        if (byName.get(cue.uuid) === cue) continue;
        remember(cue.uuid);
        byName.set(cue.uuid, cue);
      }
      folded.cues = cues.sort(compare);
    },
  };
}

function compare(a, b) {
  return a.start - b.start || a.end - b.end || (a.uuid < b.uuid ? -1 : Number(a.uuid > b.uuid));
}

/** Where a cue stands or would stand. */
function place(cues, cue) {
  let [low, high] = [0, cues.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(cues[middle], cue) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
