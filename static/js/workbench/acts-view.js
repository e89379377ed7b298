// Going through the list, and about the page.
import { word } from "./said.js";
import { search, WANTED } from "./jumps.js";
import { openHelp } from "./help.js";
import { openHistory } from "./history.js";
import { openPalette } from "./palette.js";
import { find } from "./dom.js";

export function going(desk, media, say) {
  const to = (row) => (row ? desk.go(row.key) : say(word("none_left")));
  const step = (by) => () => to(desk.rows[desk.at(desk.current) + by]);
  const seek = (is, by = 1) => () => to(search(desk, is, by));
  return {
    next: step(1),
    previous: step(-1),
    ...Object.fromEntries(Object.entries(WANTED).map(([id, wanted]) => [id, seek(wanted.is)])),
    previous_finding: seek(WANTED.next_finding.is, -1),
    next_changed: seek((_, row) => desk.differs(row)),
    to_playhead: () => to(desk.startAt(media.now())),
    first: () => to(desk.rows[0]),
    last: () => to(desk.rows.at(-1)),
  };
}

export function viewing(desk, parts, keymap, run, say) {
  const { editor, list, timeline, shown } = parts;
  const regions = [list.element, editor.field, timeline.element, find("stage")];

  function mode(name) {
    return () => {
      desk.setMode(name);
      if (name === "translate") editor.focus();
      else list.element.focus();
    };
  }

  function otherRegion() {
    const at = regions.findIndex((region) => region.contains(document.activeElement));
    regions[(at + 1) % regions.length].focus();
  }

  return {
    translate: mode("translate"),
    time: mode("time"),
    review: mode("review"),
    palette: () => openPalette(keymap, run),
    help: () => openHelp(keymap, say),
    to_text: () => editor.focus(),
    to_list: () => list.element.focus(),
    other_region: otherRegion,
    zoom_in: () => timeline.zoom(1 / 1.5),
    zoom_out: () => timeline.zoom(1.5),
    history: () => openHistory(desk, say),
    shown_as: () => say(shown.next()),
  };
}
