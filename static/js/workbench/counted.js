// The findings that numbers alone decide, with the same numbers and bounds as the rules on the server.
import { speed } from "./measure.js";
import { evenly, lengths } from "./payload.js";

const ROUNDING = 0.5; // frames: what whoever wrote the times rounded
const SLIP_MS = 1000; // cues that share more are meant to stand together
const FAR = new Set(["reading_speed", "line_length", "lines"]); // an error where the bound is passed by far
export const GRAVITY = ["error", "warning", "note"];

const one = (value) => Math.round(value * 10) / 10;
const hundredth = (milliseconds) => Math.round(milliseconds / 10) / 100;
const far = (value, most, numbers) => (value > most * numbers.tolerance ? "error" : "warning");

/** findings(cue, measured, following, numbers, frameMs, onScreen) → [{code, severity, values, repair}]; a repair is {times} or {text}. */
export function findings(cue, measured, following, numbers, frameMs, onScreen) {
  const found = [];
  const say = (code, severity, values = {}, repair = null) => found.push({ code, severity, values, repair });
  const sayBroken = (code, severity, values) => found.push(breaking(cue, numbers, { code, severity, values }));
  const lasts = cue.end - cue.start;
  if (!measured.plain.replace(/[\s\u200c\u200b\ufeff]/g, "")) say("empty", "error");
  if (lasts <= 0 && measured.plain) say("no_time", "error");
  if (!onScreen) return found;
  ofLines(measured, numbers, sayBroken);
  ofTime(cue, measured, lasts, following, numbers, frameMs, say);
  if (following) between(cue, following, numbers, frameMs, say);
  return found;
}

/** As grave as these rules say: `severities` by code, "off" where it is not asked; what is worse by far stays so unless it is called a note. */
export function weighed(found, severities = {}) {
  const wanted = found.filter(({ code }) => severities[code] !== "off");
  for (const finding of wanted) {
    const said = severities[finding.code];
    if (said && !(said === "warning" && finding.severity === "error" && FAR.has(finding.code))) finding.severity = said;
  }
  return wanted;
}

function ofLines(measured, numbers, say) {
  for (const length of measured.lengths) {
    if (length > numbers.line) say("line_length", far(length, numbers.line, numbers), { length, most: numbers.line });
  }
  const lines = measured.lengths.length;
  if (lines > numbers.lines) say("lines", lines > 2 * numbers.lines ? "error" : "warning", { lines, most: numbers.lines });
}

/** Where lines could be broken is worked out for those who ask, not for all of ten thousand cues. */
function breaking(cue, numbers, finding) {
  return Object.defineProperty(finding, "repair", { get: () => broken(cue, numbers) });
}

/** The same words in lines that fit, if they do; two who speak keep their lines. */
function broken(cue, numbers) {
  if (/^\s*[-–]/m.test(cue.text)) return null;
  const text = evenly(cue.text, numbers.line);
  return lengths(text).every((length) => length <= numbers.line) ? { text } : null;
}

function ofTime(cue, measured, lasts, following, numbers, frameMs, say) {
  if (lasts <= 0) return;
  const measuredSpeed = speed(measured, cue);
  if (measuredSpeed > numbers.speed) {
    say("reading_speed", far(measuredSpeed, numbers.speed, numbers), { speed: one(measuredSpeed), most: numbers.speed });
  }
  if (lasts < numbers.shortest_ms - 1) {
    const end = cue.start + numbers.shortest_ms;
    const room = !following || end + gapMs(numbers, frameMs) <= following.start;
    say("too_short", "warning", bounds(lasts, numbers.shortest_ms), room ? { times: [cue.start, end] } : null);
  }
  if (lasts > numbers.longest_ms + 1) say("too_long", "warning", bounds(lasts, numbers.longest_ms));
}

const bounds = (measured, bound) => ({ seconds: hundredth(measured), bound: hundredth(bound) });

function between(cue, following, numbers, frameMs, say) {
  const end = following.start - gapMs(numbers, frameMs);
  const long = end - cue.start >= numbers.shortest_ms;
  if (following.start < cue.end) {
    if (following.settings !== cue.settings) return;
    const slip = cue.end - following.start;
    say("overlap", "warning", { seconds: hundredth(slip) }, slip <= SLIP_MS && long ? { times: [cue.start, end] } : null);
    return;
  }
  const frames = (following.start - cue.end) / frameMs;
  const repair = long ? { times: [cue.start, end] } : null;
  const values = { frames: Math.round(frames), least: numbers.gap, pause: numbers.chain };
  if (frames > -ROUNDING && frames < numbers.gap - ROUNDING) say("gap", "warning", values, repair);
  else if (frames > numbers.gap + ROUNDING && frames < numbers.chain - ROUNDING) say("blink", "note", values, repair);
}

export const gapMs = (numbers, frameMs) => Math.ceil(numbers.gap * frameMs);
