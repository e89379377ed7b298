// Where one arrives, and in which way of working, as the address says it:
//   ?at=<a cue's name>   ?at=next (the first that is left to do; with &from=<ms> none before that moment)   &as=review
//   #t=12.5 (the cue at that second, which is played where the browser lets it)
import { isEmpty, isOpen } from "./desk.js";
import { startOf } from "./pairs.js";

const LEFT = { translate: isEmpty, time: isEmpty, review: isOpen };

export function arrival(desk, search = location.search) {
  const asked = new URLSearchParams(search);
  const mode = Object.hasOwn(LEFT, asked.get("as")) ? asked.get("as") : "translate";
  const row = asked.get("at") === "next" ? left(desk, LEFT[mode], Number(asked.get("from")) || 0) : named(desk, asked.get("at"));
  return { mode, key: (row ?? desk.rows[0])?.key ?? null };
}

const left = (desk, is, from) => desk.rows.find((row) => startOf(row) >= from && is(row));

/** A cue that was merged away leads to the one that it went into. */
const named = (desk, name) => desk.rows[desk.at(name ? desk.store.cue(name)?.uuid : undefined)];

const SECOND = /^#t=(\d+(?:\.\d+)?)$/;

/** True where the address named one. */
export function arrive(desk, play) {
  const found = SECOND.exec(location.hash);
  const row = found && desk.startAt(Math.round(Number(found[1]) * 1000));
  if (!row) return false;
  desk.go(row.key, { again: true });
  play();
  return true;
}
