// The track as it stood after a change, to be read and played: it offers what store.js offers, and writes nothing.
import { exchange } from "./exchange.js";
import { cueOf, opened } from "./fold.js";
import { makeLinks } from "./links.js";
import { commands, word } from "./said.js";

const READS = ["play", "go", "view"]; // the groups of commands that alter nothing

export async function openPast(address, number) {
  const answer = await exchange(`${address}state.json?at=${encodeURIComponent(number)}`);
  if (answer.code !== "ok") throw Object.assign(new Error(answer.sentence || answer.code), answer);
  const served = answer.body;
  const state = opened(served.state);
  const status = { code: "past", unsent: 0, kept: 0, at: null, sentence: word("past_only"), reason: "", login: "", present: [] };
  const nothing = () => null;
  return {
    served,
    state,
    status,
    links: makeLinks(served),
    comments: served.comments,
    conflicts: new Map(),
    refused: [],
    canUndo: false,
    canRedo: false,
    cue: (uuid) => cueOf(state, uuid),
    watch: (watcher) => (watcher(status), nothing),
    subscribe: () => nothing,
    ...Object.fromEntries(["dispatch", "undo", "redo", "retry", "logIn", "here", "settle", "dismiss"].map((name) => [name, nothing])),
  };
}

export const reads = (id) => READS.some((group) => id in commands[group]);
