// The recording: one clock for all who draw. Where nothing can be played the clock stands, and can be set.
import { attach } from "source";
import { find } from "./dom.js";
import { word } from "./said.js";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

export function makeMedia(frameMs, durationMs) {
  const element = find("media");
  const heard = [];
  let range = null; // [start, end, again]: what is being played
  let still = 0; // the moment, where there is nothing to play
  const media = {
    durationMs,
    on: (listener) => heard.push(listener),
    now: () => (element ? element.currentTime * 1000 : still),
    playing: () => Boolean(element) && !element.paused,
    seek,
    play: () => element?.play().catch(() => {}), // the browser wants a press first
    pause: () => element?.pause(),
    toggle: () => ((range = null), media.playing() ? media.pause() : media.play()),
    playRange: (start, end, again = false) => ((range = [start, end, again]), seek(start), media.play()),
    keepRange: (start, end) => range && (range = [start, end, range[2]]),
    looping: () => Boolean(range?.[2]),
    leaveRange: () => (range = null),
    step: (frames) => (media.pause(), seek(media.now() + frames * frameMs)),
    speed: (by) => setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, SPEEDS.indexOf(element?.playbackRate ?? 1) + by))]),
  };
  const tell = () => heard.forEach((listener) => listener(media.now(), media.playing()));

  function seek(milliseconds) {
    const moment = Math.min(Math.max(0, milliseconds), durationMs || Infinity);
    if (element) element.currentTime = moment / 1000;
    else still = moment;
    if (!element) tell();
  }

  function setSpeed(value) {
    if (element) element.playbackRate = value;
    find("speed").value = String(value);
    return value;
  }

  /** While it plays: at every frame that is drawn, so that a cue ends where it ends. */
  function run() {
    if (range && media.now() >= range[1]) {
      if (range[2]) seek(range[0]);
      else {
        media.pause();
        seek(range[1]);
        range = null;
      }
    }
    tell();
    if (media.playing()) requestAnimationFrame(run);
  }

  const choice = find("speed");
  choice.append(...SPEEDS.map((value) => new Option(`${value}×`, String(value), value === 1, value === 1)));
  choice.addEventListener("change", () => setSpeed(Number(choice.value)));
  if (!element) return media;
  for (const name of ["seeking", "seeked", "pause", "timeupdate", "loadedmetadata"]) element.addEventListener(name, tell);
  element.addEventListener("play", run);
  element.addEventListener("click", media.toggle);
  attach(element, element.dataset.src, 0, (kind) => {
    const trouble = find("trouble");
    trouble.textContent = word(`trouble_${kind}`);
    trouble.hidden = false;
  });
  return media;
}
