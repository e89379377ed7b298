// The keys somebody works with: a preset, what she changed in it, and by what a key is known.
import { OWN, PRESETS } from "./presets.js";
import { recall, remember } from "memory";

const PLACE = "workbench-keys";
const CODE = /^(?:Key|Digit|Numpad)(?=.)/;
export const DEVICE = /^(?:Pad\d|Media[A-Z]|Audio[A-Z]|Launch[A-Z]|Browser[A-Z])/;

/** The chord of an event, such as "Ctrl+Shift+K". By letter, a key that bears none of ours goes by its place: so a
 *  Persian layout works. */
export function chordOf(event, by) {
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : null;
  const key = (by === "letter" && letter) || (event.code || named(event.key)).replace(CODE, "");
  if (/^(?:Control|Shift|Alt|Meta)/.test(key) || !key) return null;
  const held = [event.ctrlKey || event.metaKey ? "Ctrl" : null, event.altKey ? "Alt" : null, event.shiftKey ? "Shift" : null];
  return [...held.filter(Boolean), key].join("+");
}

/** What has no place on the keyboard, such as a key of a headset, goes by its name. */
const named = (key) => (DEVICE.test(key) ? key : "");

export function makeKeymap() {
  const map = { preset: "own", by: "letter", changed: {}, remembered: false };
  const heard = [];
  let commandOf = new Map();

  const keysOf = (id) => map.changed[id] ?? PRESETS[map.preset].keys[id] ?? OWN[id] ?? [];

  /** Where two commands ask for one key, the one that the preset or she herself named has it. */
  function build() {
    commandOf = new Map();
    const layers = [OWN, PRESETS[map.preset].keys, map.changed];
    for (const layer of layers) for (const id of Object.keys(layer)) for (const key of keysOf(id)) commandOf.set(key, id);
  }

  function keep() {
    build();
    if (map.remembered) remember(PLACE, text());
    heard.forEach((listener) => listener());
  }

  const text = () => JSON.stringify({ workbench_keys: 1, preset: map.preset, by: map.by, changed: map.changed }, null, 1);

  /** Takes a map that was exported; false where it is none. */
  function take(written) {
    const read = parsed(written);
    if (read?.workbench_keys !== 1 || !(read.preset in PRESETS) || !["letter", "place"].includes(read.by)) return false;
    const fits = ([id, keys]) => id in OWN && Array.isArray(keys) && keys.every((key) => typeof key === "string");
    Object.assign(map, { preset: read.preset, by: read.by, changed: Object.fromEntries(Object.entries(read.changed ?? {}).filter(fits)) });
    return true;
  }

  const stored = recall(PLACE);
  if (stored && take(stored)) map.remembered = true;
  build();

  return {
    command: (event) => commandOf.get(chordOf(event, map.by)),
    of: (id) => keysOf(id).filter((key) => commandOf.get(key) === id),
    state: map,
    text,
    on: (listener) => heard.push(listener),
    choose: (preset) => (Object.assign(map, { preset, changed: {} }), keep()),
    goBy: (by) => ((map.by = by), keep()),
    take: (written) => take(written) && (keep(), true),
    /** Gives a command a key; answers with the command that had it before. */
    set(id, key) {
      const before = commandOf.get(key);
      if (before && before !== id) map.changed[before] = keysOf(before).filter((each) => each !== key);
      map.changed[id] = [key, ...keysOf(id).slice(1).filter((each) => each !== key)];
      keep();
      return before === id ? undefined : before;
    },
    rememberThem(on) {
      map.remembered = on;
      remember(PLACE, on ? text() : "");
    },
  };
}

function parsed(written) {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}

const SHOWN = { MediaPlayPause: "Media Play", MediaStop: "Media Stop", MediaTrackNext: "Media Next", MediaTrackPrevious: "Media Prev", Space: "␣", Enter: "↵", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Comma: ",", Period: ".", Minus: "−", Escape: "Esc", Delete: "Del", Insert: "Ins" };
export const shownKey = (chord) => chord.split("+").map((part) => SHOWN[part] ?? part.replace(/^Pad(?=\d)/, "Pad\u00a0")).join(" ");
