// What the workbench's views ask and tell. Behind it: the fold, the journal in this browser, and the server.
//
//   import { open } from "./store.js";
//   const store = await open(address, { words, language, token });
//     address   of the workbench's page ("…/tracks/7/workbench/"); `words` are the sentences of the state line
//               (subtitles/admin/workbench/saving.py, by their keys), `language` "sv", "en" or "fa" for its digits,
//               `token` the page's CSRF token (the cookie is asked first, for a new login brings a new one).
//     It is ready when the state was fetched and what this browser still held was sent. It fails with an Error
//     whose `code` is "login" (with `login`, an address), "gone", "server" or "offline".
//
//   store.served      what state.json brought, as it came: track, me, source, pairs, media, numbers, comments
//   store.state       {number, cues, aliases}; cues in order of (start, end, uuid). To be read only, and asked for anew
//                     each time. A cue is never altered: a new object stands in its place.
//   store.cue(uuid)   the cue of this name, or the one that it was merged into; undefined
//   store.dispatch(change)    one change or a list of them (one step of undo), without id, base and made. It is folded
//                     and told before this returns; gives back the name of the change, or of the last of the list.
//                     A shift says {from, ms}: in a numbered change `by` is who made it.
//   store.undo(), store.redo()   of one's own, as new changes: the set of cues that moved, null where nothing is left
//   store.canUndo, store.canRedo
//   store.links       what our cues hang on in the source, and the source's cues as others change them (links.js)
//   store.subscribe((uuids, why) => …)   a Set of cues that look different (deleted ones too) and "mine" or "theirs",
//                     or "source" where what stands beside ours is otherwise;
//                     also where only comments or conflicts of a cue changed. Gives back what ends it, as watch does.
//   store.watch((status) => …)   called at once and whenever the state line or who is present changes
//   store.status      {code, unsent, kept, at, sentence, reason, login, present: [{name, cue, tab}]}
//                     code: "saved" | "sending" | "offline" | "server" | "login" | "other" | "gone" | "closed" | "refused"
//                     unsent: changes that the server does not have; kept: how many of them are in this browser's store
//                     sentence: the whole state line, in the reader's language
//   store.here(uuid)  on which cue she is, told to others with the next exchange
//   store.comments    [{id, cue, text, by, at, resolved}], others' as they come
//   store.conflicts   Map: cue uuid → [{id, mine, theirs, was}], until settle(uuid, id, text) says which text stands
//   store.refused     [{change, sentence}] what the server did not take, kept until dismiss(id)
//   store.retry()     now, not when the pause is over
//   store.logIn()     opens the dialog that leads to the login again; it comes by itself the first time

import { makeBeside } from "./beside.js";
import { makeDispatch } from "./dispatch.js";
import { exchange } from "./exchange.js";
import { openJournal } from "./journal.js";
import { newName } from "./name.js";
import { makeLinks } from "./links.js";
import { makeLedger } from "./rebase.js";
import { makeReceive } from "./receive.js";
import { makeRelogin } from "./relogin.js";
import { makeStatus } from "./status.js";
import { makeSync } from "./sync.js";

const ORPHANS_MS = 20_000;
const FIRST_SENDING_MS = 5000;

export async function open(address, { words = {}, language = "sv", token = "" } = {}) {
  const addresses = { state: new URL("state.json", address).href, changes: new URL("../changes/", address).href };
  const served = await fetched(addresses.state);
  const [tab, me, place] = [newName(), served.me, `${served.me} ${new URL(address).pathname}`];
  const subscribers = new Set();
  const ledger = makeLedger({ ...served.state, number: served.number });
  const beside = makeBeside(served);
  const links = makeLinks(served);
  let status = null; // the journal may have something to say before there is one
  const journal = await openJournal(place, tab, () => status?.changed());
  const sync = makeSync({ addresses, tab, token, me, ledger, links, received, refused, marked, told });
  const { dispatch, undo, redo, history } = makeDispatch({ ledger, journal, sync, beside, links, me, tell });
  const receive = makeReceive({ ledger, journal, beside, links, me, history, dispatch, tell });
  const relogin = makeRelogin(words, sync.now);
  const others = window.BroadcastChannel ? new BroadcastChannel(place) : null; // her other windows
  status = makeStatus({ ledger, journal, sync, receive, tab, words, language });

  function tell(uuids, why) {
    for (const listener of subscribers) listener(uuids, why);
    status.changed();
  }

  function received(body, at, sent) {
    status.present = body.present ?? [];
    if (receive.received(body, at, sent)) others?.postMessage("saved");
  }

  function refused(entry, sentence) {
    receive.refuse(entry, sentence);
  }

  /** On its way: what is typed from now on is a change of its own. */
  function marked(entries) {
    for (const entry of entries) Object.assign(entry, { sent: true, running: false });
  }

  function told() {
    if (sync.trouble?.code === "login") relogin.show(sync.trouble.login);
    else if (!sync.trouble) relogin.hide();
    status.changed();
  }

  async function adopt() {
    const found = receive.adopt(await journal.adopt());
    if (found) sync.changed();
    return found;
  }

  function listen() {
    const hidden = () => document.visibilityState === "hidden";
    window.addEventListener("online", sync.now);
    window.addEventListener("offline", sync.now);
    window.addEventListener("pagehide", sync.leave);
    document.addEventListener("visibilitychange", () => (!hidden() || ledger.waiting.length) && sync.now());
    window.addEventListener("beforeunload", (event) => status.loose() && event.preventDefault());
    others?.addEventListener("message", sync.now);
    setInterval(adopt, ORPHANS_MS);
  }

  const first = await adopt();
  listen();
  // What was left behind is sent before it is shown over what may hold it already.
  if (first) await Promise.race([sync.now(), new Promise((done) => setTimeout(done, FIRST_SENDING_MS))]);
  else sync.now();

  return {
    served,
    comments: beside.comments,
    conflicts: beside.conflicts,
    links,
    get state() {
      return ledger.state;
    },
    get status() {
      return status.now();
    },
    get refused() {
      return receive.refused;
    },
    get canUndo() {
      return history.canUndo;
    },
    get canRedo() {
      return history.canRedo;
    },
    cue: ledger.cue,
    dispatch: (change) => dispatch(change),
    undo,
    redo,
    subscribe: (listener) => listening(subscribers, listener),
    watch: status.watch,
    retry: sync.now,
    logIn: () => relogin.show(sync.trouble?.login ?? "", true),
    here(uuid) {
      sync.cue = uuid;
    },
    /** The text that is to stand. That she chose is kept too, so that no window asks her again. */
    settle(uuid, id, text) {
      beside.settle(uuid, id);
      const cue = ledger.cue(uuid);
      const chosen = cue && cue.text !== text ? [{ kind: "text", cue: cue.uuid, was: cue.text, text }] : [];
      dispatch([...chosen, { kind: "settle", cue: uuid, of: id }]);
    },
    dismiss(id) {
      receive.dismiss(id);
      status.changed();
    },
  };
}

async function fetched(address) {
  const answer = await exchange(address);
  if (answer.code === "ok") return answer.body;
  throw Object.assign(new Error(answer.sentence || answer.code), answer);
}

function listening(set, listener) {
  set.add(listener);
  return () => set.delete(listener);
}
