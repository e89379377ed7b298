// One act of hers: named, shown, kept in the journal and handed to the sending, in this order and before it returns.
import { newName } from "./name.js";
import { inverse, makeUndo } from "./undo.js";

/** `part` has ledger, journal, sync, beside and links, `me`, and tell(uuids, why). */
export function makeDispatch({ ledger, journal, sync, beside, links, me, tell }) {
  const undo = makeUndo();

  /** A change, or a list that is one step of undo. `why`: "mine", "undo" or "redo". */
  function dispatch(given, why = "mine") {
    const list = [given].flat();
    const last = ledger.waiting.at(-1);
    if (why === "mine" && list.length === 1 && goesOn(last, list[0])) return amend(last, list[0].text);
    if (last) last.running = false;
    const step = { ids: new Set(), cues: new Map(), seen: [], shift: list.length === 1 && list[0].kind === "shift" ? list[0] : null };
    for (const each of list) act(each, step, why === "mine" && list.length === 1 && each.kind === "text");
    for (const [uuid, pair] of step.cues) pair[1] = ledger.exactly(uuid);
    undo.record(step, why);
    sync.changed();
    tell(new Set([...step.cues.keys(), ...list.map((each) => each.cue).filter(Boolean)]), "mine");
    return [...step.ids].at(-1);
  }

  function act(given, step, running) {
    const change = { id: newName(), base: ledger.number, made: new Date().toISOString(), ...given };
    const entry = { change, sent: false, running };
    step.ids.add(change.id);
    for (const [uuid, before] of ledger.add(entry)) if (!step.cues.has(uuid)) step.cues.set(uuid, [before, null]);
    if (change.kind === "comment") beside.comment(change, me);
    if (change.kind === "resolve") beside.resolve(change);
    if (change.kind === "seen") step.seen.push([change.cue, links.held(change.cue, Object.keys(change.seen)), change.seen]);
    links.act(change);
    journal.put(entry);
  }

  /** A text that is still being typed is one change until it is sent. */
  function goesOn(last, change) {
    return last?.running && !last.sent && change.kind === "text" && change.cue === last.change.cue;
  }

  function amend(entry, text) {
    const touched = ledger.amend(entry, text);
    for (const uuid of touched.keys()) undo.extend(entry.change.id, ledger.exactly(uuid));
    journal.put(entry);
    sync.changed();
    tell(new Set(touched.keys()), "mine");
    return entry.change.id;
  }

  /** Steps that others have made void are passed over. */
  function back(take, why) {
    for (let step = take(); step; step = take()) {
      const changes = inverse(step, ledger, links);
      if (!changes.length) continue;
      dispatch(changes, why);
      return new Set([...step.cues.keys(), ...step.seen.map(([cue]) => cue)]);
    }
    return null;
  }

  return { dispatch, history: undo, undo: () => back(undo.takeDone, "undo"), redo: () => back(undo.takeUndone, "redo") };
}
