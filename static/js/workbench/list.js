// The list of cues: only the rows that can be seen are elements, so that ten thousand scroll like ten.
import { find, make, set } from "./dom.js";
import { makeRow } from "./row.js";
import { digits, word } from "./said.js";

const BEYOND = 6; // rows drawn above and below what is seen

export function makeList(desk, choose) {
  const list = find("list");
  const space = find("space");
  const drawn = new Map(); // place in the list → row
  const spare = [];
  let height = 0;
  let waiting = false;

  function measureRow() {
    height = Number.parseFloat(getComputedStyle(list).getPropertyValue("--row")) || 48;
  }

  function lay() {
    measureRow();
    space.style.blockSize = `${desk.rows.length * height}px`;
    set(list, "aria-rowcount", desk.rows.length);
    list.hidden = desk.rows.length === 0;
    find("none").hidden = !list.hidden;
    draw(true);
    count();
  }

  /** Those in sight, and all of them anew where `again`. */
  function draw(again = false) {
    waiting = false;
    const first = Math.max(0, Math.floor(list.scrollTop / height) - BEYOND);
    const last = Math.min(desk.rows.length, Math.ceil((list.scrollTop + list.clientHeight) / height) + BEYOND);
    for (const [at, row] of drawn) {
      if (at >= first && at < last) continue;
      drawn.delete(at);
      row.element.remove();
      spare.push(row);
    }
    for (let at = first; at < last; at += 1) {
      const known = drawn.get(at);
      if (known && !again) continue;
      const row = known ?? spare.pop() ?? makeRow();
      drawn.set(at, row);
      row.show(desk, at);
      row.element.style.transform = `translateY(${at * height}px)`;
      if (!row.element.isConnected) space.append(row.element);
    }
    active();
  }

  function active() {
    const at = desk.at(desk.current);
    set(list, "aria-activedescendant", drawn.has(at) ? `row-${at}` : null);
  }

  function redraw(keys) {
    for (const [at, row] of drawn) if (keys.has(desk.rows[at]?.key)) row.show(desk, at);
  }

  function reveal(at) {
    if (at < 0) return;
    const [top, room] = [at * height, list.clientHeight];
    // A row beyond the edge comes to a third of the height, so that what follows can be read ahead.
    if (top < list.scrollTop) list.scrollTop = Math.max(0, top - (list.scrollTop - top > height ? room / 3 : 0));
    else if (top + height > list.scrollTop + room) list.scrollTop = top + height - room + (top - list.scrollTop - room > 0 ? room / 2 : height);
    draw();
  }

  function count() {
    find("position").textContent = word("cue_n", { number: desk.at(desk.current) + 1, count: desk.rows.length });
  }

  list.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => draw());
  });
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-at]");
    if (row) choose(desk.rows[Number(row.dataset.at)].key);
  });
  list.addEventListener("dblclick", (event) => event.target.closest("[data-at]") && choose(desk.current, true));
  new ResizeObserver(() => height && draw()).observe(list);
  desk.on("rows", () => (lay(), reveal(desk.at(desk.current))));
  desk.on("cues", redraw);
  desk.on("current", (before) => {
    redraw(new Set([before, desk.current]));
    reveal(desk.at(desk.current));
    count();
  });
  desk.on("mode", () => (lay(), reveal(desk.at(desk.current))));
  lay();
  return { element: list, relay: lay, place: () => digits(desk.at(desk.current) + 1) };
}
