// The state line as data: what is where, and what stands in the way.
import { stateLine } from "./state-line.js";

const QUIET = new Set(["bad"]); // the next question tells

export function makeStatus({ ledger, journal, sync, receive, tab, words, language }) {
  const watchers = new Set();
  let asked = false;
  const status = { present: [], now, loose, changed, watch };
  return status;

  function now() {
    const unsent = ledger.waiting.length;
    const kept = ledger.waiting.filter(({ change }) => journal.kept.has(change.id)).length;
    const trouble = QUIET.has(sync.trouble?.code) ? null : sync.trouble;
    const { sentence: said = "", name, reason = "", login = "" } = trouble ?? {};
    const code = trouble?.code ?? (receive.refused.length ? "refused" : unsent ? "sending" : "saved");
    const at = receive.savedAt;
    const present = status.present.filter((each) => each.tab !== tab);
    const sentence = stateLine({ code, unsent, kept, at, said, name, journal: journal.trouble }, words, language);
    return { code, unsent, kept, at, sentence, reason, login, present };
  }

  /** Whether something stands in this window alone. */
  function loose() {
    return ledger.waiting.some(({ change }) => !journal.kept.has(change.id));
  }

  /** Told once for all that happens in one turn. */
  function changed() {
    if (asked) return;
    asked = true;
    queueMicrotask(() => {
      asked = false;
      const said = now();
      for (const watcher of watchers) watcher(said);
    });
  }

  function watch(watcher) {
    watchers.add(watcher);
    watcher(now());
    return () => watchers.delete(watcher);
  }
}
