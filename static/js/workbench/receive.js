// What an answer of the server changes: what came is folded in, what it has is forgotten here, what it refused is kept.

/** `part` has ledger, journal, beside, links, me, history, dispatch, and tell(uuids, why). */
export function makeReceive({ ledger, journal, beside, links, me, history, dispatch, tell }) {
  const receive = { savedAt: null, refused: [], received, refuse, adopt, dismiss };
  return receive;

  /** `sent` are the changes that went with the question. Gives back whether some of them arrived. */
  function received(body, at, sent) {
    const mine = new Map(ledger.waiting.map((entry) => [entry.change.id, entry]));
    const fresh = ledger.take(body.changes ?? []);
    const refused = (body.refused ?? []).filter(({ id }) => mine.has(id));
    // What was sent and not refused is there, also where the server had it before and does not tell again.
    const there = new Set([...fresh, ...sent].map(({ id }) => id).filter((id) => mine.has(id)));
    for (const { id } of refused) there.delete(id);
    for (const { id, sentence } of refused) keep(mine.get(id), sentence);
    if (there.size) receive.savedAt = fresh.findLast(({ id }) => there.has(id))?.at ?? at ?? new Date().toISOString();
    for (const change of fresh) look(change, there.has(change.id));
    const moved = ledger.settle(new Set([...there, ...refused.map(({ id }) => id)]));
    journal.erase(there);
    for (const change of fresh) if (["comment", "resolve"].includes(change.kind) || change.result) moved.add(change.cue);
    if (moved.size) tell(moved, fresh.some(({ id }) => !there.has(id)) ? "theirs" : "mine");
    if (links.take(body, ledger.waiting)) tell(new Set(Object.keys(body.links ?? {})), "source");
    for (const change of fresh) rest(change, mine.get(change.id)?.change);
    return there.size > 0;
  }

  function look(change, own) {
    beside.take(change, me);
    if (own && (change.result?.conflict || change.result?.gone)) history.forget(change.id);
  }

  /** It arrived before it was typed to its end: from a window that was thought gone, or a page that was left and came back. */
  function rest(change, held) {
    if (held?.kind !== "text" || held.text === change.text || change.result?.gone) return;
    dispatch({ kind: "text", cue: change.cue, was: change.text, text: held.text });
  }

  function keep(entry, sentence) {
    entry.refused = sentence;
    journal.put(entry);
    history.forget(entry.change.id);
    receive.refused.push({ change: entry.change, sentence });
  }

  function refuse(entry, sentence) {
    keep(entry, sentence);
    tell(ledger.settle(new Set([entry.change.id])), "mine");
  }

  /** What other windows of hers left in the journal. */
  function adopt(entries) {
    const waits = entries.filter((entry) => entry.refused === null);
    for (const { change, refused } of entries) if (refused !== null) receive.refused.push({ change, sentence: refused });
    const moved = ledger.adopt(waits);
    if (moved.size) tell(moved, "mine");
    return waits.length > 0;
  }

  function dismiss(id) {
    receive.refused = receive.refused.filter(({ change }) => change.id !== id);
    journal.erase([id]);
  }
}
