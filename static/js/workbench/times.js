// Times of cues: milliseconds inside, hours, minutes and thousandths on the page.
import { latin, number, word } from "./said.js";

const two = (number) => String(number).padStart(2, "0");

/** 62500 as 1:02.500; hours only where there are any. */
export function written(milliseconds) {
  const whole = Math.max(0, Math.round(milliseconds));
  const seconds = Math.floor(whole / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = `${two(seconds % 60)}.${String(whole % 1000).padStart(3, "0")}`;
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** 2500 as “2.5 s”: how long something lasts, in the reader's words. */
export const seconds = (milliseconds) => word("seconds_n", { value: number((Math.round(milliseconds / 100) / 10).toFixed(1)) });

/** What somebody typed as a time, in milliseconds; null where it is none. */
export function read(text) {
  const parts = latin(text.trim()).replace(",", ".").split(":");
  if (parts.length > 3 || !parts.every((part, at) => (at === parts.length - 1 ? /^\d+(\.\d{0,3})?$/ : /^\d+$/).test(part))) return null;
  return Math.round(parts.reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
}

/** Which of rising numbers is nearest; null among none. */
export function nearest(rising, value) {
  const at = firstAfter(rising, value);
  const near = [rising[at - 1], rising[at]].filter((each) => each !== undefined);
  return near.length ? near.reduce((best, each) => (Math.abs(each - value) < Math.abs(best - value) ? each : best)) : null;
}

/** The place of the first that is greater than `value`, in a list that rises by `of`. */
export function firstAfter(rising, value, of = (each) => each) {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(rising[middle]) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
