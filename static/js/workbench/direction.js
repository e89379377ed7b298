// In which direction, and on which side, players set a cue. Each is a function of the text alone; nothing here draws.
export const PLAYERS = ["chromium", "standard", "left"];

const TAG = /<(\/?)([^\s.>]*)[^\s>]*\s*([^>]*)>?/g;
const RTL = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const STRONG = /[\p{L}\u200e\u200f\u061c]/u;
const RTL_LANGUAGES = new Set(["ar", "arc", "azb", "bal", "ckb", "dv", "fa", "he", "prs", "ps", "sd", "ug", "ur", "yi"]);
const REFERENCES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\u00a0", "&lrm;": "\u200e", "&rlm;": "\u200f" };

export const unescaped = (text) => text.replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (each) => REFERENCES[each]);

/** By the first letter or mark that has a direction; to the right where none has. */
export function direction(payload) {
  const first = STRONG.exec(unescaped(payload.replace(TAG, "")))?.[0];
  return first && RTL.test(first) ? "rtl" : "ltr";
}

/** Which way a cue is read, in a track that is read in the `usual` one: that of most of its letters, by what `<lang>` says. */
export function readIn(payload, usual) {
  if (!payload.includes("<lang")) return usual;
  const [letters, path] = [new Map([["", 0]]), [""]];
  let at = 0;
  const count = (until) => {
    const many = unescaped(payload.slice(at, until)).match(/\p{L}/gu)?.length ?? 0;
    letters.set(path.at(-1), (letters.get(path.at(-1)) ?? 0) + many);
  };
  for (const found of payload.matchAll(TAG)) {
    count(found.index);
    at = found.index + found[0].length;
    const [, closing, name, said] = found;
    if (name !== "lang") continue;
    if (closing && path.length > 1) path.pop();
    else if (!closing) path.push(said.trim().split("-")[0].toLowerCase() || path.at(-1));
  }
  count(payload.length);
  const most = Math.max(...letters.values());
  const language = letters.get("") === most ? "" : [...letters].find(([, many]) => many === most)[0];
  return language ? (RTL_LANGUAGES.has(language) ? "rtl" : "ltr") : usual;
}

/** The direction of each line: a cue that is read from right to left is sent with a mark on each of its lines. */
export function directions(payload, player, trackDirection) {
  const lines = payload.split("\n"); // as many as are drawn
  if (player === "left") return lines.map(() => "ltr");
  if (readIn(payload, trackDirection) === "rtl") return lines.map(() => "rtl");
  return player === "standard" ? lines.map(direction) : lines.map(() => direction(payload));
}

/** On which side a line stands: "left", "center" or "right". Of a cue that is read from right to left the file names the
 *  side itself, for Chromium does not show one that is set at its "start". */
export function sideOf(settings, lineDirection, payload, trackDirection) {
  const align = /(?:^|\s)align:(\w+)/.exec(settings ?? "")?.[1] ?? "center";
  if (align !== "start" && align !== "end") return ["left", "right"].includes(align) ? align : "center";
  const base = readIn(payload, trackDirection) === "rtl" ? "rtl" : lineDirection;
  return (align === "start") === (base === "ltr") ? "left" : "right";
}
