// What the commands do to cues and to their text.
import { word } from "./said.js";
import { evenly } from "./payload.js";
import { isEmpty, isOpen } from "./desk.js";
import { search, WANTED } from "./jumps.js";
import { startOf } from "./pairs.js";
import { openReplace } from "./replace.js";
import { openSpeakers, saidBy } from "./speakers.js";
import { openSpelling } from "./spelling.js";

export function cueing(desk, media, work, editor, side, say) {
  const cue = (fn) => () => desk.cue() && fn(desk.cue());
  const following = () => desk.rows.slice(desk.at(desk.current) + 1).find((row) => row.cue)?.cue;
  const write = (key) => (desk.go(key), editor.focus());
  const parted = (into) => (into ? desk.go(into) : say(word("cannot_split")));

  function confirm() {
    const row = desk.row();
    if (row?.cue) work.confirm(row.cue);
    const translating = desk.mode === "translate";
    // Where all is translated, what is left is to be read.
    const next = (translating && search(desk, (_, each) => isEmpty(each))) || search(desk, (_, each) => isOpen(each));
    if (!next) return say(word("none_left"));
    desk.go(next.key);
    if (translating) editor.focus();
  }

  /** Ours needs no change where its source was changed: on to the next such cue. */
  function stillRight() {
    const row = desk.row();
    if (!row?.cue || !desk.stale(row).length) return say(word("not_stale"));
    work.hold(row);
    const next = search(desk, WANTED.next_stale.is);
    if (next) desk.go(next.key);
    else say(word("none_left"));
  }

  /** Mends this finding of the cue, or the gravest that can be mended; of a word that is not known, what may be meant is asked. */
  function repair(chosen) {
    const found = desk.found.get(desk.current) ?? [];
    const finding = chosen ?? found.find((each) => each.repair) ?? found.find((each) => each.word);
    if (!finding) return say(word("none_left"));
    if (!finding.repair) return openSpelling(desk, finding, (text) => work.write(desk.row(), text), say);
    const { times, text } = finding.repair;
    if (text !== undefined) work.write(desk.row(), text);
    else if (!work.retime(desk.cue(), ...times)) say(word("times_wrong"));
  }

  return {
    split: cue((one) => parted(work.splitAtCursor(one, editor.cursor()))),
    split_here: cue((one) => parted(work.splitAtMoment(one, media.now()))),
    merge: cue((one) => (following() ? work.merge(one, following()) : say(word("none_left")))),
    insert: () => write(work.insertAfter(desk.row(), desk.rows[desk.at(desk.current) + 1])),
    insert_here: () => write(work.insertFrom(media.now(), desk.served.track.kind === "chapters" ? desk.rows.find((row) => startOf(row) > media.now()) : null)),
    delete: cue((one) => (work.remove(one), say(word("deleted")))),
    confirm,
    confirm_here: cue((one) => work.confirm(one, !one.confirmed)),
    still_right: stillRight,
    repair: () => repair(),
    mend: repair,
    comment: () => side.comment(),
  };
}

export function writing(desk, work, editor, say) {
  const last = {};
  const undone = (moved, key) => {
    if (!moved) return say(word(key));
    const [first] = moved;
    if (first) desk.go(first);
  };
  return {
    copy_source: () => {
      const said = desk.row()?.sources.map((source) => source.text).join("\n");
      if (said) editor.focus();
      if (said) editor.replace(said);
    },
    break_line: () => editor.replace(evenly(editor.field.value, desk.numbers.line)),
    speaker: () => openSpeakers(desk, (label) => (editor.replace(saidBy(editor.field.value, label, editor.cursor())), editor.focus())),
    italics: () => editor.wrap("<i>", "</i>"),
    dash: () => editor.replace(dashed(editor.field.value, desk.served.track.language)),
    zwnj: () => editor.put("\u200c"),
    undo: async () => undone(await desk.store.undo(), "nothing_undo"),
    redo: async () => undone(await desk.store.redo(), "nothing_redo"),
    find: () => openReplace(desk, work, say, last),
  };
}

/** A dash before each line, or none where each has one: no space behind it in Swedish, one elsewhere. */
function dashed(text, language) {
  const lines = text.split("\n");
  const all = lines.every((line) => /^\s*[-–]/.test(line));
  return lines.map((line) => (all ? line.replace(/^\s*[-–]\s*/, "") : `–${language === "sv" ? "" : " "}${line.replace(/^\s*[-–]\s*/, "")}`)).join("\n");
}
