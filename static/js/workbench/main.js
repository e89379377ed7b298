// The workbench: fetches what lies on the desk, sets up its parts, and lets commands reach them.
import { cueing, writing } from "./acts-cues.js";
import { remembering } from "./acts-memory.js";
import { playing, tapping, timing } from "./acts-play.js";
import { handing } from "./acts-flow.js";
import { going, viewing } from "./acts-view.js";
import { arrival, arrive } from "./arriving.js";
import { makeAsking } from "./asking.js";
import { makeBar } from "./bar.js";
import { makePastNotice } from "./bringing.js";
import { makeConflicts } from "./conflicts.js";
import { makeDesk } from "./desk.js";
import { find, make, set } from "./dom.js";
import { makeEditor } from "./editor.js";
import { makeJumps } from "./jumps.js";
import { chordOf, makeKeymap, shownKey } from "./keymap.js";
import { listen } from "./keys.js";
import { makeList } from "./list.js";
import { makeMedia } from "./media.js";
import { listenToPads } from "./pads.js";
import { openPast, reads } from "./past.js";
import { makePublished } from "./published.js";
import { commandName, language, saving, word } from "./said.js";
import { makeShown } from "./shown.js";
import { makeSide } from "./side.js";
import { makeStale } from "./stale.js";
import { open } from "./store.js";
import { makeSuggestions } from "./suggestions.js";
import { makeTerms } from "./terms.js";
import { makeTimeline } from "./timeline.js";
import { written } from "./times.js";
import { worker } from "./work.js";

const keymap = makeKeymap();
find("state").textContent = word("loading");
const { base, token, past } = document.body.dataset;
const address = new URL(base, location.href).href;
const store = await (past ? openPast(address, past) : open(address, { words: saving, language, token })).catch(refused);
if (store) start(store);

/** Nothing can be shown yet: why, and the way to log in again where that is what it needs. */
function refused({ login }) {
  const state = find("state");
  state.dataset.kind = "trouble";
  state.replaceChildren(login ? make("a", { href: login }, word("log_in")) : word("not_loaded"));
}

function start(opened) {
  document.body.toggleAttribute("data-sourced", Boolean(opened.served.source));
  const desk = makeDesk(opened, opened.served);
  const work = worker(desk);
  const media = makeMedia(desk.frameMs, desk.served.media?.duration ?? 0);
  const editor = makeEditor(desk, work, say);
  const choose = (key, write) => (desk.go(key), write && editor.focus());
  const list = makeList(desk, choose);
  const shown = makeShown(desk, media);
  const side = makeSide(desk, work, (finding) => acts.mend(finding), say);
  const timeline = makeTimeline(desk, media, work, choose, say);
  makeTerms(desk);
  const suggestions = makeSuggestions(desk, editor, say);
  const tap = tapping(desk, media, work, say);
  const acts = {
    ...playing(desk, media, say),
    ...timing(desk, media, work, say),
    ...cueing(desk, media, work, editor, side, say),
    ...writing(desk, work, editor, say),
    ...remembering(editor, suggestions),
    ...going(desk, media, say),
    ...handing(desk, token, say),
    ...viewing(desk, { editor, list, timeline, shown }, keymap, run, say),
  };

  /** True where the command goes on until its key comes up. */
  function run(id, press = "down") {
    if (past && !reads(id)) return say(word("past_only")), false;
    if (id === "tap") return press === "up" ? tap.up() : tap.down();
    acts[id]?.();
    return false;
  }

  makeAsking(desk);
  makeBar(desk);
  makeConflicts(desk);
  makePublished(desk);
  makeStale(desk);
  makeJumps(desk);
  makePastNotice(desk, say);
  listen(keymap, run, (event) => chordOf(event, keymap.state.by) ?? "");
  listenToPads();
  pressed(run);
  named();
  keymap.on(named);
  following(desk, media);
  const { key, mode } = arrival(desk);
  desk.go(key, { again: true });
  desk.setMode(mode);
  (mode === "translate" ? editor : list.element).focus();
  arrive(desk, acts.play_cue);
}

/** Every command has a button or stands in the palette; a press on the button leaves the field its cursor. */
function pressed(run) {
  document.addEventListener("pointerdown", (event) => event.target.closest("[data-command]") && event.preventDefault());
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-command]");
    if (button) run(button.dataset.command);
  });
}

/** Buttons are called what their command is called, and show its key. */
function named() {
  for (const button of document.querySelectorAll("[data-command]")) {
    const id = button.dataset.command;
    const key = keymap.of(id)[0];
    const name = commandName(id);
    const words = button.dataset.words ?? button.textContent.trim();
    button.dataset.words = words;
    if (!words && !button.querySelector("svg")) button.textContent = name;
    else if (!words) set(button, "aria-label", name);
    set(button, "title", key ? `${name} (${shownKey(key)})` : name);
    set(button, "aria-keyshortcuts", key?.replace("Ctrl", "Control"));
  }
  for (const place of document.querySelectorAll("[data-key-of]")) place.textContent = shownKey(keymap.of(place.dataset.keyOf)[0] ?? "");
}

/** The page follows what is played and in which way one works. */
function following(desk, media) {
  const play = document.querySelector("[data-command=play]");
  const loop = document.querySelector("[data-command=loop]");
  const clock = find("now");
  media.on((now, runs) => {
    clock.textContent = written(now);
    set(play, "aria-pressed", String(runs));
    set(loop, "aria-pressed", String(media.looping()));
  });
  desk.on("mode", (mode) => {
    for (const name of ["translate", "time", "review"]) set(document.querySelector(`[data-command=${name}]`), "aria-pressed", String(name === mode));
  });
  desk.on("current", () => {
    const row = desk.row();
    if (row && !media.playing()) media.seek((row.cue ?? row.sources[0]).start);
    if (row && media.looping()) media.keepRange((row.cue ?? row.sources[0]).start, (row.cue ?? row.sources.at(-1)).end);
    desk.store.here(desk.cue()?.uuid ?? null);
  });
}

let quiet = 0;

/** Said to whoever listens, and shown for a moment to whoever looks. */
function say(sentence) {
  const place = find("announce");
  place.textContent = "";
  requestAnimationFrame(() => (place.textContent = sentence));
  clearTimeout(quiet);
  quiet = setTimeout(() => (place.textContent = ""), 5000);
}
