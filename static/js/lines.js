// The lines of a text that is read beside the voice. The page brings them as plain as can be, for there may be
// thousands: <li data-t="62.5">1:02 What is said. Here the time becomes a link to its second.
import { addressAt } from "clock";

/** The lines of a list: where each begins and ends in milliseconds. One that does not say when it ends is read until
 *  the next begins. */
export function timed(list) {
  const lines = [...list.children].map((line) => ({ line, start: startOf(line), end: Number(line.dataset.end) }));
  lines.forEach((each, index) => (each.end ||= lines[index + 1]?.start ?? each.start));
  return lines;
}

export function startOf(line) {
  return Math.round(Number(line.dataset.t) * 1000);
}

/** Let the time of every line lead to its second of this page; once for a list. */
export function link(list) {
  if ("linked" in list.dataset) return;
  list.dataset.linked = "";
  for (const line of list.children) {
    const first = line.firstChild; // the time and what follows it, to the first part in another language
    const space = first.data.indexOf(" ");
    const time = document.createElement("a");
    time.href = addressAt(location.href, startOf(line));
    time.textContent = first.data.slice(0, space);
    first.data = first.data.slice(space);
    line.prepend(time);
    if (line.children.length > 1) words(line, list); // a part in another language is no column of its own
  }
}

/** The words of a line as an element of their own, after its time. */
export function words(line, list) {
  const found = line.querySelector(".line__words");
  if (found) return found;
  const made = document.createElement("span");
  made.className = "line__words";
  made.dir = list.dir;
  made.append(...[...line.childNodes].slice(1));
  made.firstChild.data = made.firstChild.data.trimStart();
  line.append(made);
  return made;
}
