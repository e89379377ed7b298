// The findings that numbers alone do not decide: of words, letters, directions, the source. The server makes them, asked a
// moment after the last key for what was changed, and in quiet moments for the rest of the track, part by part.
import { same } from "./desk.js";
import { exchange } from "./exchange.js";
import { firstAfter } from "./times.js";

const QUIET_MS = 300; // after the last key
const BETWEEN_MS = 150; // two parts of a track
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [4000, 60_000]; // after an answer that did not come
const MOST = 150; // cues in one part
const REACH = 8; // cues to either side that a rule looks at
const QUOTED = /[«»“”„‹›"]/; // whether such a mark is alone is decided by the cues around

export function makeAsking(desk) {
  const asked = new Map(); // uuid → the cue as it was asked about
  const address = `${document.body.dataset.base}findings.json`;
  const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 1));
  let [timer, running, pause] = [null, false, FIRST_PAUSE_MS];

  const isOpen = (cue) => !asked.has(cue.uuid) || !same(asked.get(cue.uuid), cue);

  function later(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(() => idle(ask), milliseconds);
  }

  /** The part of the track that is asked about next: from the cue that is worked on, or the first behind it. */
  function part() {
    const { cues } = desk.store.state;
    const here = Math.max(0, cues.findIndex(({ uuid }) => uuid === desk.current));
    const behind = cues.findIndex((cue, at) => at >= here && isOpen(cue));
    const at = behind >= 0 ? behind : cues.findIndex(isOpen);
    if (at < 0) return null;
    const about = cues.slice(at, at + MOST).filter(isOpen);
    const end = cues.indexOf(about.at(-1), at) + 1;
    return { about, cues: cues.slice(Math.max(0, at - REACH), end + REACH) };
  }

  async function ask() {
    const next = running ? null : part();
    if (!next) return;
    running = true;
    const body = JSON.stringify({ cues: next.cues.map(sent), about: next.about.map(({ uuid }) => uuid) });
    const answer = await exchange(address, { body, token: document.body.dataset.token });
    running = false;
    if (answer.code !== "ok") {
      later(pause);
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
      return;
    }
    pause = FIRST_PAUSE_MS;
    take(next.about, answer.body.findings);
    later(BETWEEN_MS);
  }

  function take(about, findings) {
    const found = Map.groupBy(findings, ({ cue }) => cue);
    const moved = [];
    for (const cue of about) {
      const before = desk.told.get(cue.uuid);
      asked.set(cue.uuid, cue);
      if (found.has(cue.uuid)) desk.told.set(cue.uuid, { cue, found: found.get(cue.uuid) });
      else desk.told.delete(cue.uuid);
      if (before || found.has(cue.uuid)) moved.push(cue.uuid);
    }
    if (moved.length) desk.rejudge(moved);
  }

  /** Of these cues something else may be found now; where a mark of quotation came or went, around them too. */
  function changed(uuids) {
    const { cues } = desk.store.state;
    for (const uuid of uuids) {
      const [was, now] = [asked.get(uuid), desk.store.cue(uuid)];
      if (now?.uuid !== uuid) gone(uuid);
      if (!QUOTED.test(`${was?.text}${now?.text}`) || (was && now && same(was, now))) continue;
      const at = firstAfter(cues, (now ?? was).start, (cue) => cue.start);
      for (const near of cues.slice(Math.max(0, at - REACH - 1), at + REACH)) asked.delete(near.uuid);
    }
    if (!running) later(QUIET_MS);
  }

  function gone(uuid) {
    asked.delete(uuid);
    desk.told.delete(uuid);
  }

  desk.store.subscribe((uuids) => changed([...uuids]));
  later(QUIET_MS);
}

const sent = ({ uuid, start, end, text, settings }) => ({ uuid, start, end, text, settings });
