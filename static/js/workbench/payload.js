// The text of a cue: what a reader sees of it, how long its lines are, and where it can be parted.
export const ZWNJ = "\u200c";
const TAG = /<[^>]*>?/g;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// Letters of which each is a character of its own; with the rest the browser's segmenter is asked.
const SIMPLE = /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u061b\u061d-\u064a\u0660-\u066f\u0671-\u06d5\u06f0-\u06ff\u2010-\u2027]*$/;
// Marks upon a letter: they are part of it.
const MARKS = /[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]/g;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const reader = document.createElement("textarea"); // reads character references, and nothing else, of HTML

/** No tags, no marks of direction, character references read; ZWNJ kept. */
export function plain(payload) {
  let text = payload.replace(TAG, "");
  if (text.includes("&")) {
    reader.innerHTML = text.replaceAll("<", "&lt;");
    text = reader.value;
  }
  return text.replace(BIDI, "");
}

/** What a reader counts in a line: a letter with its marks is one, ZWNJ none. */
export function length(line) {
  const text = line.replaceAll(ZWNJ, "");
  if (SIMPLE.test(text)) return text.length;
  const bare = text.slice(0, 1) + text.slice(1).replace(MARKS, ""); // a mark that stands first is seen alone
  if (SIMPLE.test(bare.slice(1)) && bare.length < text.length) return bare.length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/** The lengths of the lines of a cue. */
export const lengths = (payload) => plain(payload).split("\n").map(length);

/** Both halves of a payload parted at `at`; spans that stand open are closed in the first and opened in the second. */
export function parted(payload, at) {
  const place = outOfTag(payload, at);
  const open = [];
  for (const [tag] of payload.slice(0, place).matchAll(TAG)) {
    if (tag.startsWith("</")) open.pop();
    else if (!/^<\d/.test(tag)) open.push(tag);
  }
  const closing = open.toReversed().map((tag) => `</${/^<([^\s.>]*)/.exec(tag)[1]}>`);
  const halves = [payload.slice(0, place).trimEnd() + closing.join(""), open.join("") + payload.slice(place).trimStart()];
  return halves;
}

function outOfTag(payload, at) {
  for (const found of payload.matchAll(TAG)) {
    if (found.index < at && at < found.index + found[0].length) return found.index;
  }
  return at;
}

/** The place between two words that is nearest to this share (0..1) of a payload. */
export function placeAt(payload, share) {
  const aim = payload.length * share;
  const places = [...payload.matchAll(/\s+/g)].map((found) => found.index).filter((place) => place > 0);
  return places.reduce((best, place) => (Math.abs(place - aim) < Math.abs(best - aim) ? place : best), places[0] ?? payload.length);
}

/** The words in at most two lines of about one length; the first is not longer than `most` if that can be had. */
export function evenly(payload, most) {
  const text = payload.replace(/\s+/g, " ").trim();
  if (length(plain(text)) <= most) return text;
  const spaces = [...text.matchAll(/ /g)].map((found) => found.index).filter((at) => outOfTag(text, at) === at);
  const worth = (at) => {
    const [a, b] = [length(plain(text.slice(0, at))), length(plain(text.slice(at + 1)))];
    return Math.abs(a - b) + (Math.max(a, b) > most ? 1000 : 0) - (/[.,;:!?،؛؟…]$/.test(text.slice(0, at)) ? 8 : 0);
  };
  const best = spaces.reduce((least, at) => (least === null || worth(at) < worth(least) ? at : least), null);
  return best === null ? text : `${text.slice(0, best)}\n${text.slice(best + 1)}`;
}

/** The lines of a payload, each with the spans that stand open in it. */
export function markedLines(payload) {
  const at = payload.indexOf("\n");
  if (at < 0) return [payload];
  const [first, rest] = parted(payload, at);
  return [first, ...markedLines(rest.replace(/^\n/, ""))];
}
