// Which cues of the source stand beside which of ours: by the links that the server knows, else by their time.
import { firstAfter } from "./times.js";

const NEAR = 8; // cues before a moment among which one that still stands is looked for

/** The rows of the list in the order of time: {key, cue or null, sources}. A source without a cue has a row of its own.
 *  `linked(uuid)` are the names of the sources that a cue of ours hangs on. */
export function rowsOf(cues, sources, linked) {
  const rows = cues.map((cue) => ({ key: cue.uuid, cue, sources: [] }));
  const byName = new Map(sources.map((source) => [source.uuid, source]));
  const placed = new Set();
  for (const row of rows) {
    row.sources = linked(row.key).flatMap((name) => byName.get(name) ?? []).sort((a, b) => a.start - b.start);
    for (const source of row.sources) placed.add(source.uuid);
  }
  const alone = [];
  for (const source of sources) {
    if (placed.has(source.uuid)) continue;
    const row = best(rows, (each) => each.cue, source, 0.5);
    if (row) row.sources.push(source);
    else alone.push({ key: `source:${source.uuid}`, cue: null, sources: [source] });
  }
  for (const row of rows) {
    if (row.sources.length) continue;
    const source = best(sources, (each) => each, row.cue, 0.3);
    if (source) row.sources.push(source);
  }
  return alone.length ? merged(rows, alone) : rows;
}

export const startOf = (row) => (row.cue ?? row.sources[0]).start;
export const endOf = (row) => (row.cue ?? row.sources.at(-1)).end;

/** The one of `list` that shares most time with `timed`: at least this share of the shorter of the two. */
function best(list, of, timed, share) {
  const until = firstAfter(list, timed.end, (each) => of(each).start);
  let found = null;
  let most = 0;
  for (let at = until - 1; at >= 0 && at >= until - NEAR; at -= 1) {
    const other = of(list[at]);
    const shared = Math.min(other.end, timed.end) - Math.max(other.start, timed.start);
    if (shared > most && shared >= share * Math.min(other.end - other.start, timed.end - timed.start)) {
      found = list[at];
      most = shared;
    }
  }
  return found;
}

function merged(rows, alone) {
  const all = [];
  let at = 0;
  for (const row of alone) {
    while (at < rows.length && startOf(rows[at]) <= startOf(row)) all.push(rows[at++]);
    all.push(row);
  }
  return [...all, ...rows.slice(at)];
}
