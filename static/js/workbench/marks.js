// What stands in a text and is not seen: a layer beneath the field that has the same letters, and a sign for each of them.
import { make } from "./dom.js";

const SIGNS = { "\u200c": "zwnj", "\u200d": "zwj", "\u200e": "lrm", "\u200f": "rlm", "\u061c": "rlm", "\u00a0": "nbsp", "\u00ad": "shy" };
const UNSEEN = /([\u200c\u200d\u200e\u200f\u061c\u00a0\u00ad\u202a-\u202e\u2066-\u2069])/;

export function drawMarks(place, field) {
  place.dir = field.dir;
  place.lang = field.lang;
  place.replaceChildren(...signed(field.value), "\u200b"); // a line that is empty at the end has its height too
  place.scrollTop = field.scrollTop;
}

/** A text in which what is not seen has a sign. */
export function signed(text) {
  return text.split(UNSEEN).map((part, at) => (at % 2 ? make("span", { class: "mark-of", "data-sign": SIGNS[part] ?? "bidi" }, part) : part));
}
