// The store as the page's modules know it, in memory alone: what is under test is the page.
import { makeLinks } from "./links.js";

const sorted = (cues) => cues.sort((a, b) => a.start - b.start || a.end - b.end || (a.uuid < b.uuid ? -1 : 1));

export let current = null; // for the tests to look into

export async function open(address) {
  const served = await (await fetch(`${address}state.json`)).json();
  const cues = new Map(served.state.cues.map((cue) => [cue.uuid, cue]));
  const state = { number: served.number, cues: sorted([...cues.values()]), aliases: {} };
  const heard = [];
  const links = makeLinks(served);
  const states = [];
  const undone = [];
  const sent = (window.sent = []);
  const comments = [...served.comments];
  const conflicts = new Map((served.conflicts ?? []).map((each) => [each.cue, [each]]));

  const put = (uuid, fields) => {
    const made = { settings: "", identifier: "", confirmed: false, machine: false, stale: null, ...cues.get(uuid), uuid, ...fields };
    const at = state.cues.findIndex((cue) => cue.uuid === uuid);
    cues.set(uuid, made);
    if (at >= 0) state.cues[at] = made;
    else state.cues.push(made);
    return uuid;
  };
  const drop = (uuid) => {
    cues.delete(uuid);
    state.cues = state.cues.filter((cue) => cue.uuid !== uuid);
    return uuid;
  };
  const times = ([start, end]) => ({ start, end });
  const kinds = {
    text: (change) => [put(change.cue, { text: change.text, machine: false })],
    times: (change) => [put(change.cue, times(change.times))],
    insert: (change) => [put(change.cue, { ...times(change.times), text: change.text })],
    delete: (change) => [drop(change.cue)],
    split: (change) => [put(change.cue, { ...times(change.times[0]), text: change.texts[0] }), put(change.into, { ...times(change.times[1]), text: change.texts[1] })],
    merge: (change) => ((state.aliases[change.with] = change.cue), [put(change.cue, { ...times(change.times), text: change.text }), drop(change.with)]),
    confirm: (change) => [put(change.cue, { confirmed: change.confirmed })],
    seen: ({ cue }) => [cue],
    comment: ({ cue, text }) => (comments.push({ id: `${comments.length}`, cue, text, by: served.me, at: "2026-11-28T10:00:00Z" }), [cue]),
    resolve: ({ cue, of, resolved }) => (Object.assign(comments.find(({ id }) => id === of), { resolved }), [cue]),
    shift: ({ from, ms }) => state.cues.filter((cue) => cue.start >= from).map((cue) => put(cue.uuid, { start: cue.start + ms, end: cue.end + ms })),
  };
  const tell = (uuids) => heard.forEach((listener) => listener(uuids));
  const held = () => [...cues.values()].map((cue) => ({ ...cue }));
  const back = (from, to) => {
    if (!from.length) return null;
    const was = new Map([...cues].map(([uuid, cue]) => [uuid, JSON.stringify(cue)]));
    to.push(held());
    const before = new Set(cues.keys());
    cues.clear();
    for (const cue of from.pop()) cues.set(cue.uuid, cue);
    state.cues = sorted([...cues.values()]);
    const moved = new Set([...before, ...cues.keys()].filter((uuid) => JSON.stringify(cues.get(uuid)) !== was.get(uuid)));
    tell(moved);
    return moved;
  };

  return (current = {
    served,
    state,
    links,
    cue: (uuid) => cues.get(uuid) ?? null,
    comments,
    conflicts,
    settle: (uuid, id, text) => (conflicts.delete(uuid), kinds.text({ cue: uuid, text }), tell(new Set([uuid]))),
    refused: [],
    watch: (listener) => listener({ code: "saved", sentence: "Sparat på servern 12:31:05", present: [{ name: "Mina Berg", cue: served.state.cues[5]?.uuid ?? null, tab: "b" }] }),
    here() {},
    subscribe: (listener) => heard.push(listener),
    dispatch(given) {
      const changes = [given].flat();
      if (cues.size < 1000) states.push(held());
      sent.push(...changes);
      changes.forEach(links.act);
      const touched = changes.flatMap((change) => kinds[change.kind](change));
      if (changes.some(({ kind }) => kind !== "text")) sorted(state.cues);
      tell(new Set(touched));
    },
    undo: () => back(states, undone),
    redo: () => back(undone, states),
  });
}
