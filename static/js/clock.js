// Moments: milliseconds in, what a reader sees or an address carries out.
const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";

/** 62500 as "1:02", with hours where there are any, in the digits of the page's language. */
export function clock(milliseconds) {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const two = (number) => String(number).padStart(2, "0");
  const text = hours ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
  return document.documentElement.lang === "fa" ? text.replace(/\d/g, (digit) => PERSIAN[digit]) : text;
}

/** The moment an address names, in milliseconds: ?t=62.5 or #t=62.5; null when it names none. */
export function momentOf(address) {
  const url = new URL(address);
  const written = url.searchParams.get("t") ?? new URLSearchParams(url.hash.slice(1)).get("t");
  const seconds = Number.parseFloat(written ?? "");
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : null;
}

/** The same address at another moment: the tenth that follows, so that it lies inside the line that begins there. */
export function addressAt(address, milliseconds) {
  const url = new URL(address);
  url.searchParams.set("t", String(Math.ceil(milliseconds / 100) / 10));
  if (url.hash.startsWith("#t=")) url.hash = "";
  return url.href;
}
