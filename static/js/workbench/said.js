// What the page says, in the reader's language: the server brings every sentence.
const SAID = JSON.parse(document.getElementById("said").textContent);
const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";

export const language = document.documentElement.lang;
export const { commands, groups, rules, saving, severities } = SAID;

/** The digits of the reader's language. */
export function digits(value) {
  const text = String(value);
  return language === "fa" ? text.replace(/\d/g, (digit) => PERSIAN[digit]) : text;
}

/** Latin digits again, whatever somebody typed. */
export function latin(text) {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 0xf)).replace("٫", ".");
}

export const word = (key, values) => filled(SAID.words[key] ?? key, values);

export function filled(sentence, values = {}) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? digits(values[name]) : whole));
}

/** A command's name for the reader. */
export function commandName(id) {
  for (const names of Object.values(commands)) if (id in names) return names[id][language] ?? names[id].en;
  return id;
}
