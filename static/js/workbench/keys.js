// From a key that is pressed to a command. While somebody types, only keys with Ctrl or Alt, function keys and Escape are
// commands, and those of pads and headsets; on a button, Space and Enter press it.
import { DEVICE } from "./keymap.js";

const TYPED = "textarea, input:not([type='checkbox'], [type='radio'], [type='range']), select, [contenteditable]";
const PRESSED = "button, a[href], summary, input, select";
const FREE = /^(?:(?:Ctrl|Alt)\+|(?:Shift\+)?F\d|Shift\+Space$|Escape$)/;

export function listen(keymap, run, chord) {
  const down = new Set(); // commands that wait for their key to be let go

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const id = keymap.command(event);
    if (!id || taken(event, chord(event))) return;
    if (id === "zwnj" && !event.target.matches("textarea")) return;
    event.preventDefault();
    if (down.has(event.code)) return;
    if (run(id, "down")) down.add(event.code);
  });
  document.addEventListener("keyup", (event) => {
    if (down.delete(event.code)) run("tap", "up");
  });
}

function taken(event, keys) {
  const { target } = event;
  if (FREE.test(keys) || DEVICE.test(event.code || event.key)) return false;
  if (target.matches(TYPED)) return true;
  if (["Space", "Enter"].includes(keys)) return target.matches(PRESSED);
  return false;
}
