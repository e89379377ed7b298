// What is looked for, as an expression of the browser. Its own \w, \b and \d know English alone; here a letter is a letter of
// any script, a digit one of any, and a non-joiner lies inside its word (Unicode's UTS #18, annex C).
const WORD = "\\p{L}\\p{M}\\p{N}\\p{Pc}\\u200c\\u200d";
const [BEHIND, AHEAD, NOT_BEHIND, NOT_AHEAD] = [`(?<=[${WORD}])`, `(?=[${WORD}])`, `(?<![${WORD}])`, `(?![${WORD}])`];
const OUTSIDE = {
  "\\w": `[${WORD}]`,
  "\\W": `[^${WORD}]`,
  "\\d": "\\p{Nd}",
  "\\D": "\\P{Nd}",
  "\\b": `(?:${BEHIND}${NOT_AHEAD}|${NOT_BEHIND}${AHEAD})`,
  "\\B": `(?:${BEHIND}${AHEAD}|${NOT_BEHIND}${NOT_AHEAD})`,
};
const INSIDE = { "\\w": WORD, "\\d": "\\p{Nd}", "\\D": "\\P{Nd}" };

/** {pattern, flags}; throws SyntaxError as RegExp does, with what was typed in its message. */
export function patternOf({ what, regular, capitals, whole }) {
  const flags = capitals ? "gu" : "giu";
  if (regular) new RegExp(what, flags);
  const pattern = regular ? everyScript(what) : what.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return { pattern: whole ? `${NOT_BEHIND}(?:${pattern})${NOT_AHEAD}` : pattern, flags };
}

function everyScript(typed) {
  let inside = false;
  return typed.replace(/\\[\s\S]|[[\]]/g, (part) => {
    if (part === "[" || part === "]") inside = part === "[";
    return (inside ? INSIDE : OUTSIDE)[part] ?? part;
  });
}

/** What is put in the place of what an expression found: \n is a new line, \u200c the letter of that number. */
export function replacementOf(by) {
  return by.replace(/\\(?:n|u([0-9a-f]{4}))/gi, (whole, number) => (number ? String.fromCharCode(Number.parseInt(number, 16)) : whole === "\\n" ? "\n" : whole));
}
