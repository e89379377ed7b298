// What is left to do, as numbers that lead to the next of each; and the finding of the next.
import { isEmpty, isOpen } from "./desk.js";
import { find, make, set } from "./dom.js";
import { digits, word } from "./said.js";

export const WANTED = {
  next_empty: { key: (desk) => (desk.served.source ? "counts_empty" : "counts_blank"), is: (desk, row) => isEmpty(row) },
  next_open: { key: () => "counts_open", is: (desk, row) => isOpen(row) },
  next_stale: { key: () => "counts_stale", is: (desk, row) => desk.stale(row).length > 0 },
  next_finding: { key: () => "counts_found", is: (desk, row) => desk.found.has(row.key) },
  next_comment: { is: (desk, row) => desk.store.comments.some(({ cue, resolved }) => cue === row.key && !resolved) },
};

/** The next row of a kind behind the current one, or before it, around the ends; null where there is none but itself. */
export function search(desk, is, step = 1) {
  const here = desk.at(desk.current);
  const count = desk.rows.length;
  for (let far = 1; far < count; far += 1) {
    const row = desk.rows[(here + step * far + count * far) % count];
    if (is(desk, row)) return row;
  }
  return null;
}

/** Counting ten thousand rows at every key would be felt, so it waits for a quiet moment. */
export function makeJumps(desk) {
  const place = find("jumps");
  const buttons = Object.entries(WANTED).filter(([id, { key }]) => key && (id !== "next_stale" || desk.served.source)).map(([id, wanted]) => {
    const number = make("b");
    const button = make("button", { type: "button", class: "jump", "data-command": id, "data-named": "" }, number, make("span", {}, word(wanted.key(desk))));
    place.append(button);
    return { id, wanted, number, button };
  });
  let waiting = 0;

  function count() {
    waiting = 0;
    for (const { wanted, number, button } of buttons) {
      const many = desk.rows.reduce((sum, row) => sum + (wanted.is(desk, row) ? 1 : 0), 0);
      number.textContent = digits(many);
      set(button, "data-zero", many === 0);
      set(button, "aria-label", word("jump_to", { what: word(wanted.key(desk)), count: many }));
    }
  }

  const soon = () => (waiting ||= setTimeout(count, 250));
  desk.on("rows", soon);
  desk.on("cues", soon);
  count();
}
