// What numbers say of a cue, worked out once for each text it has had.
import { lengths, plain } from "./payload.js";

/** measure(cue) → {plain, lengths, length}; kept by the cue's name until its text is another. */
export function measurer() {
  const kept = new Map();
  return (cue) => {
    const known = kept.get(cue.uuid);
    if (known?.text === cue.text) return known;
    const lines = lengths(cue.text);
    const made = { text: cue.text, plain: plain(cue.text), lengths: lines, length: lines.reduce((sum, each) => sum + each, 0) };
    kept.set(cue.uuid, made);
    return made;
  };
}

/** Characters a second; 0 where the cue has no time. */
export function speed(measured, cue) {
  return cue.end > cue.start ? (measured.length * 1000) / (cue.end - cue.start) : 0;
}
