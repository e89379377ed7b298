// Undo and redo, as new changes: of one's own steps alone, and never over what another has done to a cue since.
import { same } from "./rebase.js";

/** A step is what one act did: {ids, cues: Map of uuid → [before, after], shift: the change, where it was one,
 *  seen: [[cue, what it was held against, what it is held against now]]}. */
export function makeUndo() {
  const [done, undone] = [[], []];
  const onto = { mine: done, undo: undone, redo: done };

  return {
    get canUndo() {
      return done.length > 0;
    },
    get canRedo() {
      return undone.length > 0;
    },
    takeDone: () => done.pop() ?? null,
    takeUndone: () => undone.pop() ?? null,

    /** `why`: "mine" for a new act, after which nothing is left to redo; "undo" or "redo" for one of this module's. */
    record(step, why) {
      if (!step.cues.size && !step.seen.length) return;
      if (why === "mine") undone.length = 0;
      onto[why].push(step);
    },

    /** What was still being typed went on. */
    extend(id, cue) {
      const step = done.at(-1);
      if (step?.ids.has(id)) step.cues.set(cue.uuid, [step.cues.get(cue.uuid)[0], cue]);
    },

    /** A change that came to nothing is nothing to undo. */
    forget(id) {
      for (const steps of [done, undone]) {
        const at = steps.findIndex(({ ids }) => ids.has(id) && ids.size === 1);
        if (at >= 0) steps.splice(at, 1);
      }
    },
  };
}

/** The changes that take a step back from how it stands in the ledger. What is brought back comes first. */
export function inverse(step, ledger, links) {
  if (step.shift && isWhole(step, ledger)) return [{ kind: "shift", cue: null, from: step.shift.from + step.shift.ms, ms: -step.shift.ms }];
  const [back, changed, away] = [[], [], []];
  for (const [uuid, [before, after]] of step.cues) {
    const stands = ledger.exactly(uuid);
    if (!after) {
      if (!stands) back.push({ kind: "restore", cue: uuid, was: null, cue_was: before });
    } else if (!before) {
      if (stands && same(stands, after)) away.push({ kind: "delete", cue: uuid, was: stands });
    } else if (stands) changed.push(...backTo(before, after));
  }
  return [...back, ...changed, ...unseen(step.seen, ledger, links), ...away];
}

/** A cue is held again against what it was, unless somebody has held it against something else since. */
function unseen(seen, ledger, links) {
  const stands = ([cue, was, now]) => Object.keys(was).length && ledger.exactly(cue) && Object.entries(now).every(([name, text]) => links.held(cue, [name])[name] === text);
  return seen.filter(stands).map(([cue, was]) => ({ kind: "seen", cue, seen: was }));
}

/** What stood after one's own change is the base: whatever another did to the rest of the cue stays. */
function backTo(before, after) {
  const cue = after.uuid;
  const changes = [];
  if (before.text !== after.text) changes.push({ kind: "text", cue, was: after.text, text: before.text });
  if (before.start !== after.start || before.end !== after.end) {
    changes.push({ kind: "times", cue, was: [after.start, after.end], times: [before.start, before.end] });
  }
  if (before.confirmed !== after.confirmed) changes.push({ kind: "confirm", cue, confirmed: before.confirmed });
  return changes;
}

/** Whether a shift back moves these cues and no others. */
function isWhole({ shift, cues }, ledger) {
  const from = shift.from + shift.ms;
  const stand = [...cues].every(([uuid, [, after]]) => same(ledger.exactly(uuid), after));
  return stand && ledger.state.cues.every((cue) => cue.start < from || cues.has(cue.uuid));
}
