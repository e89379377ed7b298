// The timeline: which stretch of the recording is seen, and what moves it. `wave.js` draws, `drag.js` is the pointer's.
import { find, set } from "./dom.js";
import { dragging } from "./drag.js";
import { word } from "./said.js";
import { makeSound } from "./sound.js";
import { written } from "./times.js";
import { paint } from "./wave.js";
import { endOf, startOf } from "./pairs.js";

const FINEST = 2; // milliseconds in a pixel
const FIRST_SPAN = 12_000; // what is seen at first, in milliseconds

export function makeTimeline(desk, media, work, choose, say) {
  const section = find("timeline");
  const canvas = find("canvas");
  section.hidden = false;
  const view = { from: 0, perPixel: 0, width: 0, height: 0, draft: null, peaks: null, now: 0, sound: null };
  let waiting = false;

  const whole = () => Math.max(media.durationMs || 0, ...desk.rows.slice(-1).map(endOf), 1000);

  function soon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (!view.width || !view.sound) return;
      view.sound.ask(view.from, view.from + view.width * view.perPixel);
      paint(canvas, view, desk);
    });
  }

  function size() {
    const { width, height } = canvas.getBoundingClientRect();
    if (!width) return;
    if (!view.perPixel) view.perPixel = FIRST_SPAN / width;
    Object.assign(view, { width, height });
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    soon();
  }

  function look(from) {
    view.from = Math.min(Math.max(-500, from), Math.max(0, whole() - view.width * view.perPixel * 0.5));
    soon();
  }

  function zoom(factor, around = view.width / 2) {
    const moment = view.from + around * view.perPixel;
    view.perPixel = Math.min(Math.max(FINEST, view.perPixel * factor), Math.max(FINEST, (whole() / (view.width || 1)) * 1.05));
    look(moment - around * view.perPixel);
  }

  function show(start, end) {
    const span = view.width * view.perPixel;
    if (start >= view.from && end <= view.from + span) return soon();
    look(Math.min(start - span * 0.15, Math.max(start - span * 0.6, end - span * 0.85)));
  }

  media.on((now, playing) => {
    view.now = now;
    const span = view.width * view.perPixel;
    if (playing && (now > view.from + span * 0.95 || now < view.from)) look(now - span * 0.1);
    else if (!playing && (now < view.from || now > view.from + span)) look(now - span * 0.3);
    set(canvas, "aria-valuenow", Math.round(now / 100) / 10);
    set(canvas, "aria-valuetext", word("now_of", { now: written(now), whole: written(whole()) }));
    soon();
  });
  desk.on("current", () => desk.row() && show(startOf(desk.row()), endOf(desk.row())));
  for (const name of ["rows", "cues"]) desk.on(name, soon);
  desk.on("mode", () => requestAnimationFrame(size));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon);
  new MutationObserver(soon).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  new ResizeObserver(size).observe(canvas);
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    if (event.ctrlKey) zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, event.offsetX);
    else look(view.from + (event.deltaX + event.deltaY) * view.perPixel);
  }, { passive: false });
  Object.entries({ role: "slider", "aria-label": word("timeline"), "aria-valuemin": 0, "aria-valuemax": Math.round(whole() / 1000), "aria-valuenow": 0, "aria-valuetext": written(0) }).forEach(([name, value]) => set(canvas, name, value));
  dragging(canvas, view, desk, media, work, { choose, say, soon });
  view.sound = makeSound(desk.served.media?.playlist || find("media")?.dataset.src, soon);
  load(desk.served.media?.waveform || find("media")?.dataset.peaks).then((peaks) => ((view.peaks = peaks), soon()));
  return { zoom, element: canvas };
}

/** {interval, peaks, loudest}, or null: a recording need not have a waveform. */
async function load(address) {
  const answer = address ? await fetch(address).catch(() => null) : null;
  if (!answer?.ok) return null;
  const { interval_ms: interval, peaks } = await answer.json();
  return { interval, peaks, loudest: peaks.reduce((most, peak) => Math.max(most, peak), 0.05) };
}
