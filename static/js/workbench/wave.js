// Draws the timeline: ruler, shots, speech, the sound, the cues upon it, and where the playhead stands.
import { digits } from "./said.js";
import { plain } from "./payload.js";
import { firstAfter, written } from "./times.js";

const RULER = 18;
const STEPS = [100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000];
const NAMES = ["surface", "sunk", "ink", "ink-soft", "line", "line-strong", "accent", "other", "now", "now-line", "wave"];
const probe = document.createElement("span");
probe.hidden = true;
probe.style.forcedColorAdjust = "none"; // where all words have one colour, the drawing would be one patch

/** The page's colours as they are now, light or dark. */
function colours() {
  if (!probe.isConnected) document.body.append(probe);
  const read = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  return Object.fromEntries(NAMES.map((name) => [name, read(name)]));
}

export function paint(canvas, view, desk) {
  const context = canvas.getContext("2d");
  const colour = colours();
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, view.width, view.height);
  const scene = { context, view, colour, x: (moment) => (moment - view.from) / view.perPixel, until: view.from + view.width * view.perPixel };
  ruler(scene);
  speech(scene, desk.served.media?.speech ?? []);
  sound(scene);
  shots(scene, desk.served.media?.shots ?? []);
  cues(scene, desk);
  playhead(scene);
}

function ruler({ context, view, colour, x, until }) {
  const step = STEPS.find((each) => each / view.perPixel > 80) ?? STEPS.at(-1);
  context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  context.textBaseline = "middle";
  for (let moment = Math.max(0, Math.floor(view.from / step) * step); moment < until; moment += step) {
    context.fillStyle = colour.line;
    context.fillRect(Math.round(x(moment)), 0, 1, RULER);
    context.fillStyle = colour["ink-soft"];
    context.fillText(digits(step < 1000 ? written(moment).slice(0, -2) : written(moment).slice(0, -4)), Math.round(x(moment)) + 4, RULER / 2);
  }
}

function speech({ context, view, colour, x, until }, spans) {
  context.fillStyle = colour.other;
  for (let at = Math.max(0, firstAfter(spans, view.from, (span) => span[0]) - 1); at < spans.length && spans[at][0] < until; at += 1) {
    context.fillRect(x(spans[at][0]), view.height - 4, Math.max(1, x(spans[at][1]) - x(spans[at][0])), 3);
  }
}

function sound({ context, view, colour }) {
  const middle = RULER + (view.height - RULER) / 2;
  const room = (view.height - RULER) / 2 - 6;
  context.fillStyle = colour.wave;
  for (let at = 0; at < view.width; at += 1) {
    const moment = view.from + at * view.perPixel;
    const share = view.sound.at(moment, moment + view.perPixel) ?? keptAt(view, moment);
    if (share === undefined) continue;
    const height = Math.max(0.5, share * room);
    context.fillRect(at, middle - height, 1, height * 2);
  }
}

/** The same of the waveform that was kept when the recording was prepared; undefined where there is none. */
function keptAt({ peaks: kept, perPixel }, moment) {
  if (!kept || moment < 0) return undefined;
  const [first, last] = [moment, moment + perPixel].map((each) => Math.floor(each / kept.interval));
  if (first >= kept.peaks.length) return undefined;
  return Math.max(...kept.peaks.slice(first, Math.max(first + 1, last))) / kept.loudest;
}

function shots({ context, view, colour, x, until }, moments) {
  context.strokeStyle = colour["now-line"];
  context.setLineDash([3, 3]);
  context.beginPath();
  for (let at = firstAfter(moments, view.from); at < moments.length && moments[at] < until; at += 1) {
    const place = Math.round(x(moments[at])) + 0.5;
    context.moveTo(place, RULER);
    context.lineTo(place, view.height);
  }
  context.stroke();
  context.setLineDash([]);
}

function cues({ context, view, colour, x, until }, desk) {
  const list = desk.store.state.cues;
  context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  for (let at = Math.max(0, firstAfter(list, view.from, (cue) => cue.start) - 3); at < list.length && list[at].start < until; at += 1) {
    const cue = list[at];
    const [start, end] = view.draft?.uuid === cue.uuid ? view.draft.times : [cue.start, cue.end];
    const current = cue.uuid === desk.current;
    const [left, width] = [x(start), Math.max(2, x(end) - x(start))];
    const gravity = desk.found.get(cue.uuid)?.[0].severity;
    context.globalAlpha = current ? 0.28 : 0.13;
    context.fillStyle = current ? colour.accent : colour.ink;
    context.fillRect(left, RULER + 3, width, view.height - RULER - 9);
    context.globalAlpha = 1;
    context.fillStyle = current ? colour.accent : colour["line-strong"];
    for (const edge of [left, left + width - (current ? 2 : 1)]) context.fillRect(edge, RULER + 3, current ? 2 : 1, view.height - RULER - 9);
    if (gravity === "error" || gravity === "warning") {
      context.fillStyle = gravity === "error" ? colour.accent : colour["now-line"];
      context.fillRect(left, RULER, width, 3);
    }
    label(context, colour, plain(cue.text).replaceAll("\n", " "), desk.served.track.dir, left, width);
  }
}

function label(context, colour, text, direction, left, width) {
  if (width < 30 || !text) return;
  context.save();
  context.beginPath();
  context.rect(left + 4, RULER + 3, width - 8, 18);
  context.clip();
  context.direction = direction;
  context.textAlign = "start";
  // The words are read upon the sound, not through it.
  const long = Math.min(width - 8, context.measureText(text).width + 4);
  context.globalAlpha = 0.8;
  context.fillStyle = colour.surface;
  context.fillRect(direction === "rtl" ? left + width - 4 - long : left + 4, RULER + 4, long, 17);
  context.globalAlpha = 1;
  context.fillStyle = colour.ink;
  context.fillText(text, direction === "rtl" ? left + width - 5 : left + 5, RULER + 13);
  context.restore();
}

function playhead({ context, view, colour, x }) {
  const place = Math.round(x(view.now));
  context.fillStyle = colour.accent;
  context.fillRect(place - 1, 0, 2, view.height);
  context.beginPath();
  context.moveTo(place - 5, 0);
  context.lineTo(place + 5, 0);
  context.lineTo(place, 7);
  context.fill();
}
