// The sound as it is streamed, decoded for the stretch that the timeline shows: fine enough to time by, for films too.
// A kept waveform holds 4,000 peaks however long the recording is, and is drawn where more is seen than this decodes.
const INTERVAL = 10; // milliseconds of a peak
const RATE = 8000; // samples a second are enough for the loudest of them
const MOST = 90_000; // milliseconds on the timeline beyond which nothing is decoded
const KEPT = 240; // segments

/** ask(from, until) fetches what is missing there and calls `drawn` when it has come; at(from, to) is the loudest. */
export function makeSound(playlist, drawn) {
  const kept = new Map(); // place of a segment → Float32Array of peaks, or null while it comes
  const waiting = [];
  let list = null;
  let loudest = 0.05;
  let busy = false;

  async function open() {
    list = await segments(playlist).catch(() => ({ parts: [] })); // without it the kept waveform is drawn
    drawn();
  }

  function ask(from, until) {
    if (!list || until - from > MOST) return;
    waiting.length = 0; // what was asked for another stretch is not wanted any longer
    list.parts.forEach((part, at) => part.end > from && part.start < until && !kept.has(at) && waiting.push(at));
    if (!busy) work();
  }

  async function work() {
    busy = true;
    while (waiting.length) {
      const at = waiting.shift();
      kept.set(at, null);
      const peaks = await decoded(list, list.parts[at]).catch(() => new Float32Array());
      for (const peak of peaks) if (peak > loudest) loudest = peak;
      kept.set(at, peaks);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value);
      drawn();
    }
    busy = false;
  }

  /** The loudest between two moments, as a share of the loudest heard so far; undefined where nothing was decoded. */
  function at(from, to) {
    const place = list ? list.parts.findIndex((part) => from >= part.start && from < part.end) : -1;
    const peaks = kept.get(place);
    if (!peaks?.length) return undefined;
    const [first, last] = [from, to].map((moment) => Math.floor((moment - list.parts[place].start) / INTERVAL));
    let most = 0;
    for (let each = first; each <= last && each < peaks.length; each += 1) most = Math.max(most, peaks[each]);
    return most / loudest;
  }

  if (playlist) open();
  return { ask, at };
}

const text = async (address) => (await fetch(address)).text();

/** {head, parts: [{address, start, end}]} of the sound alone where it streams alone, else of the smallest picture. */
async function segments(master) {
  const lines = (await text(master)).split("\n");
  const sound = lines.map((line) => /^#EXT-X-MEDIA:.*TYPE=AUDIO.*URI="([^"]+)"/.exec(line)?.[1]).find(Boolean);
  const pictures = lines.flatMap((line, at) => (line.startsWith("#EXT-X-STREAM-INF") ? [[Number(/[:,]BANDWIDTH=(\d+)/.exec(line)?.[1]), lines[at + 1]]] : []));
  const address = new URL(sound ?? pictures.sort((a, b) => a[0] - b[0])[0][1].trim(), new URL(master, location.href));
  return parsed(await text(address), address);
}

function parsed(playlist, address) {
  const parts = [];
  let head = null;
  let start = 0;
  let lasts = 0;
  for (const line of playlist.split("\n").map((each) => each.trim())) {
    const map = /^#EXT-X-MAP:URI="([^"]+)"/.exec(line);
    if (map) head = new URL(map[1], address);
    else if (line.startsWith("#EXTINF:")) lasts = Number.parseFloat(line.slice(8)) * 1000;
    else if (line && !line.startsWith("#")) {
      parts.push({ address: new URL(line, address), start, end: start + lasts });
      start += lasts;
    }
  }
  return { head: head && fetch(head).then((answer) => answer.arrayBuffer()), parts };
}

async function decoded(list, part) {
  const answer = await fetch(part.address);
  const bytes = await new Blob([(await list.head) ?? "", await answer.arrayBuffer()]).arrayBuffer();
  const sound = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes);
  const step = (RATE * INTERVAL) / 1000;
  const peaks = new Float32Array(Math.ceil(sound.length / step));
  for (let channel = 0; channel < sound.numberOfChannels; channel += 1) {
    const samples = sound.getChannelData(channel);
    for (let at = 0; at < samples.length; at += 1) {
      const place = Math.floor(at / step);
      const height = Math.abs(samples[at]);
      if (height > peaks[place]) peaks[place] = height;
    }
  }
  return peaks;
}
