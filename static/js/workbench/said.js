// What the page says, in the reader's language: the server brings every sentence.
const SAID = JSON.parse(document.getElementById("said").textContent);
const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";
const LOCALES = { sv: "sv-SE", en: "en-GB", fa: "fa-IR" };
const DECIMALS = { sv: ",", fa: "٫" };

export const language = document.documentElement.lang;
export const { commands, groups, rules, saving, severities } = SAID;

/** The digits of the reader's language. */
export function digits(value) {
  const text = String(value);
  return language === "fa" ? text.replace(/\d/g, (digit) => PERSIAN[digit]) : text;
}

/** A moment as the reader writes it; "" where it is none. `timeStyle` is "short" or, with seconds, "medium". */
export function moment(iso, timeStyle) {
  const date = new Date(iso ?? "");
  return Number.isNaN(date.getTime()) ? "" : digits(date.toLocaleString(LOCALES[language] ?? language, { dateStyle: "short", timeStyle }));
}

/** A number as the reader writes it: her decimal sign, her digits. */
export const number = (value) => digits(String(value).replace(".", DECIMALS[language] ?? "."));

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
