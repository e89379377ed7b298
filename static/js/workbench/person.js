// Somebody else who is here: her initials in a colour of hers, and her name for who points at them or listens.
import { make } from "./dom.js";
import { word } from "./said.js";

const HUES = 6;

export function person(tag, name, attributes = {}) {
  const said = word("theirs", { name });
  return make(tag, { ...attributes, title: said, "data-hue": hueOf(name) }, make("span", { "aria-hidden": "true" }, initials(name)), make("span", { class: "unseen" }, said));
}

const initials = (name) => name.split(/\s+/).map((part) => [...part][0] ?? "").join("").slice(0, 2);
const hueOf = (name) => [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % HUES;
