// When to ask the server, and what its answers do. One question at a time, so that changes arrive in their order.
import { exchange } from "./exchange.js";

const QUIET_MS = 600; // after the last key, what is typed is sent …
const LATEST_MS = 1400; // … and however long she types, what waits longest waits no longer
const SOON_MS = 20;
const POLL_MS = 3000;
const SLOW_MS = 20_000; // where only a person can do something
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [1000, 30_000];
const MOST_CHANGES = 200;
const MOST_BYTES_LEAVING = 60_000; // what a browser still sends for a page that is gone

/**
 * `part` is what the exchange is about: addresses {state, changes}, tab, token, me, ledger, links, and the callbacks
 * received(body, at, sent), refused(entry, sentence), marked(entries) and told(). `cue` is set from outside.
 */
export function makeSync(part) {
  const { addresses, ledger } = part;
  let [timer, running, failures, most, oldest] = [null, null, 0, MOST_CHANGES, null];
  let strange = false; // somebody else may have logged in
  const sync = { trouble: null, cue: null, changed, now, leave };
  return sync;

  /** Something waits to be sent. */
  function changed() {
    oldest ??= performance.now();
    if (!sync.trouble && !running) later(pause());
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(now, pause);
  }

  function now() {
    running ??= once().finally(() => {
      running = null;
      later(pause());
    });
    return running;
  }

  function pause() {
    if (!sync.trouble) return ledger.waiting.length ? typing() : POLL_MS;
    if (sync.trouble.code === "bad") return SOON_MS;
    if (!["offline", "server"].includes(sync.trouble.code)) return SLOW_MS;
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));
    return longest * (0.5 + Math.random() / 2); // or all would come back in the same second
  }

  /** A text that is still being typed is sent when she pauses, or has typed for long; all else at once. */
  function typing() {
    const [first, second] = ledger.waiting;
    if (second || !first.running) return SOON_MS;
    return Math.max(SOON_MS, Math.min(QUIET_MS, LATEST_MS - (performance.now() - oldest)));
  }

  async function once() {
    clearTimeout(timer);
    if (strange && !(await recognised())) return;
    const batch = ledger.waiting.slice(0, most);
    oldest = null;
    const answer = await send(batch);
    if (answer.code === "ok") {
      failures = 0;
      most = MOST_CHANGES;
      sync.trouble = null;
      part.received(answer.body, answer.at, batch.map((entry) => entry.change));
    } else await troubled(answer, batch);
    part.told();
  }

  function send(batch) {
    if (!batch.length) {
      const asked = new URLSearchParams({ since: ledger.number, tab: part.tab, cue: sync.cue ?? "" });
      for (const each of part.links.asked() ?? []) asked.append("source", each);
      return exchange(`${addresses.changes}?${asked}`);
    }
    part.marked(batch);
    return exchange(addresses.changes, { body: bodyOf(batch), token: part.token });
  }

  function bodyOf(batch) {
    const changes = batch.map((entry) => entry.change);
    return JSON.stringify({ since: ledger.number, source: part.links.asked(), tab: part.tab, cue: sync.cue, changes });
  }

  async function troubled(answer, batch) {
    failures += 1;
    sync.trouble = answer;
    saved(answer, batch);
    if (answer.code === "login") strange = true;
    else if (answer.code === "bad" && batch.length > 1) most = Math.ceil(batch.length / 2); // which one of them?
    else if (answer.code === "bad" && batch.length === 1) {
      sync.trouble = null;
      most = MOST_CHANGES;
      part.refused(batch[0], answer.sentence);
    } else if (answer.code === "bad") sync.trouble = { ...answer, code: "server" };
    else if (answer.code === "forbidden") sync.trouble = await asWhom(answer);
  }

  /** The track was closed to her, and what she had written by then was taken: as she wrote it, for nothing more is told. */
  function saved({ saved = {}, at }, batch) {
    const sent = batch.map(({ change }) => change).filter(({ id }) => id in saved);
    if (sent.length) part.received({ changes: sent.map((change) => ({ ...change, number: saved[change.id] })) }, at, sent);
  }

  /** A refusal without a word may be a session that is over: a question without changes tells. */
  async function asWhom(answer) {
    const second = await send([]);
    if (second.code === "login") strange = true;
    return second.code === "login" ? second : { ...answer, code: "gone" };
  }

  /** After a new login: nobody sends in the name of another. */
  async function recognised() {
    const answer = await exchange(addresses.state);
    if (answer.code === "ok") strange = answer.body.me !== part.me;
    if (!strange) return true;
    failures += 1;
    sync.trouble = answer.code === "ok" ? { code: "other", name: answer.body.me } : answer;
    part.told();
    return false;
  }

  /** The page goes: what waits is sent once more, and its answer is not waited for. The journal has it too. */
  function leave() {
    const batch = [...ledger.waiting];
    if (!batch.length || strange) return;
    while (batch.length > 1 && new Blob([bodyOf(batch)]).size > MOST_BYTES_LEAVING) batch.length = Math.ceil(batch.length / 2);
    part.marked(batch);
    exchange(addresses.changes, { body: bodyOf(batch), token: part.token, keepalive: true });
  }
}
