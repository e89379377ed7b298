// What is where, in whole sentences: what is wrong, if anything, and then where her changes are.

const LOCALES = { sv: "sv-SE", en: "en-GB", fa: "fa-IR" };

/** `status` is {code, unsent, kept, at, trouble, journal, sentence}; `words` come from the server. */
export function stateLine(status, words, language) {
  const number = (value) => value.toLocaleString(LOCALES[language] ?? language);
  return [wrong(status, words), place(status, words, number, language), store(status, words)].filter(Boolean).join(" ");
}

function wrong({ code, said, name }, words) {
  if (code === "saved" || code === "sending") return "";
  if (code === "other") return filled(words.other, { name });
  // Who is logged out has no language at the server: what it says may be in another.
  return (code !== "login" && said) || words[code];
}

function place({ unsent, kept, at }, words, number, language) {
  if (!unsent) return at ? filled(words.saved_at, { time: clock(at, language) }) : words.nothing_yet;
  const loose = unsent - kept;
  const parts = [];
  if (kept) parts.push(kept === 1 ? words.kept_one : filled(words.kept_many, { count: number(kept) }));
  if (loose) parts.push(loose === 1 ? words.loose_one : filled(words.loose_many, { count: number(loose) }));
  return parts.join(" ");
}

const store = ({ journal }, words) => (journal ? words[`store_${journal}`] : "");

function clock(at, language) {
  return new Date(at).toLocaleTimeString(LOCALES[language] ?? language, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

function filled(sentence = "", values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
