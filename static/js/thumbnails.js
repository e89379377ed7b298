// A small picture of the moment under the pointer, from sprites.vtt (sprites.jpg#xywh=x,y,w,h), with its time code.
import { clock } from "clock";

export async function thumbnails(section, durationMs) {
  const seek = section.querySelector("[data-seek]");
  const preview = section.querySelector("[data-preview]");
  const picture = section.querySelector("[data-picture]");
  const time = section.querySelector("[data-preview-time]");
  const address = section.dataset.thumbnails;
  let cues = null;
  let moment = 0;

  const load = async () => {
    cues = [];
    if (!address) return;
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) cues = parse(await answer.text(), answer.url);
    show(); // the pointer may have come to rest meanwhile
  };
  const show = () => draw(picture, (cues ?? []).find((cue) => moment >= cue.start && moment < cue.end));
  seek.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || !durationMs) return;
    if (cues === null) load();
    const box = seek.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    moment = share * durationMs;
    preview.hidden = false;
    preview.style.setProperty("--at", `${share * 100}%`);
    time.textContent = clock(moment);
    show();
  });
  seek.addEventListener("pointerleave", () => (preview.hidden = true));
}

function draw(picture, cue) {
  picture.hidden = !cue;
  if (!cue) return;
  picture.style.inlineSize = `${cue.width}px`;
  picture.style.blockSize = `${cue.height}px`;
  picture.style.backgroundImage = `url("${cue.image}")`;
  picture.style.backgroundPosition = `-${cue.x}px -${cue.y}px`;
}

function parse(text, base) {
  const cues = [];
  for (const block of text.split(/\r?\n\r?\n/)) {
    const timing = /([\d:.]+) --> ([\d:.]+)[^\n]*\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)/.exec(block);
    if (!timing) continue;
    const [, start, end, image, ...numbers] = timing;
    const [x, y, width, height] = numbers.map(Number);
    cues.push({ start: milliseconds(start), end: milliseconds(end), image: new URL(image, base).href, x, y, width, height });
  }
  return cues;
}

function milliseconds(text) {
  return Math.round(text.split(":").reduce((total, part) => total * 60 + Number(part), 0) * 1000);
}
