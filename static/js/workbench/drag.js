// The pointer on the timeline: a cue's edge or the whole of it is dragged, a cue is chosen, the playhead is set.
import { firstAfter, nearest } from "./times.js";
import { word } from "./said.js";

const EDGE = 6; // pixels beside an edge that take hold of it
const NEAR = 7; // pixels from which an edge goes to a shot, to speech, or to a neighbour
const MOVED = 3;

export function dragging(canvas, view, desk, media, work, { choose, say, soon }) {
  let held = null; // {cue, part, at: moment pressed, x, moved}

  const moment = (event) => view.from + event.offsetX * view.perPixel;

  function hit(event) {
    const cues = desk.store.state.cues;
    const at = firstAfter(cues, moment(event) + EDGE * view.perPixel, (cue) => cue.start);
    const near = cues.slice(Math.max(0, at - 3), at + 1).filter((cue) => inside(cue, moment(event)));
    const cue = near.find((each) => each.uuid === desk.current) ?? near.at(-1);
    if (!cue) return null;
    const reach = Math.min(EDGE * view.perPixel, (cue.end - cue.start) / 3);
    const part = Math.abs(moment(event) - cue.start) <= reach ? "start" : Math.abs(moment(event) - cue.end) <= reach ? "end" : "whole";
    return { cue, part };
  }

  const inside = (cue, when) => when >= cue.start - EDGE * view.perPixel && when <= cue.end + EDGE * view.perPixel;

  /** The moment itself, or what lies so near that it is meant; Alt holds it off. */
  function snapped(value, cue, free) {
    if (free) return value;
    const cues = desk.store.state.cues;
    const at = cues.indexOf(cue);
    const edges = [...(desk.served.media?.speech ?? []).flat(), cues[at - 1]?.end, cues[at + 1]?.start, media.now()];
    const places = [nearest(desk.served.media?.shots ?? [], value), ...edges].filter((each) => each !== null && each !== undefined);
    const place = places.reduce((best, each) => (Math.abs(each - value) < Math.abs(best - value) ? each : best), Infinity);
    return Math.abs(place - value) <= NEAR * view.perPixel ? place : value;
  }

  function times(event) {
    const { cue, part, at } = held;
    const by = moment(event) - at;
    if (part === "whole") {
      const start = Math.max(0, snapped(cue.start + by, cue, event.altKey));
      return [start, start + cue.end - cue.start];
    }
    if (part === "start") return [Math.min(Math.max(0, snapped(cue.start + by, cue, event.altKey)), cue.end - 50), cue.end];
    return [cue.start, Math.max(snapped(cue.end + by, cue, event.altKey), cue.start + 50)];
  }

  function press(event) {
    if (event.button) return;
    const found = hit(event);
    canvas.setPointerCapture(event.pointerId);
    held = { ...found, at: moment(event), x: event.offsetX, moved: false, set: !found };
    if (held.set) media.seek(moment(event));
    else if (found.cue.uuid !== desk.current) {
      choose(found.cue.uuid);
      held.part = found.part === "whole" ? "none" : found.part; // what was just chosen is not moved by the same press
    }
  }

  function move(event) {
    if (!held) {
      const found = hit(event);
      canvas.style.cursor = !found ? "text" : found.part === "whole" ? (found.cue.uuid === desk.current ? "grab" : "pointer") : "ew-resize";
      return;
    }
    if (held.set) return media.seek(moment(event));
    held.moved ||= Math.abs(event.offsetX - held.x) >= MOVED;
    if (!held.moved || held.part === "none") return;
    view.draft = { uuid: held.cue.uuid, times: times(event).map(Math.round) };
    soon();
  }

  function release() {
    const [drop, draft] = [held, view.draft];
    held = view.draft = null;
    if (draft && !work.retime(desk.store.cue(drop.cue.uuid) ?? drop.cue, ...draft.times)) say(word("times_wrong"));
    else if (drop?.cue && !drop.moved) media.seek(drop.at);
    soon();
  }

  canvas.addEventListener("pointerdown", press);
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", () => ((held = view.draft = null), soon()));
}
