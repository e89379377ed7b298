// The voice as the seek bar: peaks.json drawn as bars, twice, the second time cut off at the moment that is played.
const BARS = 200;
const WIDTH = 1000;
const SVG = "http://www.w3.org/2000/svg";

/** Draws into the player's [data-wave] and returns played(share 0..1); without peaks both do nothing. */
export function waveform(section) {
  const svg = section.querySelector("[data-wave]");
  if (!svg) return { played() {} };
  const all = bars("wave__bars");
  const cut = document.createElementNS(SVG, "svg");
  cut.setAttribute("height", "100");
  cut.setAttribute("width", "0");
  const lit = bars("wave__bars wave__bars--played");
  cut.append(lit);
  svg.append(all, cut);
  load(section.dataset.peaks).then((peaks) => {
    const shape = path(peaks);
    all.setAttribute("d", shape);
    lit.setAttribute("d", shape);
  });
  return { played: (share) => cut.setAttribute("width", String(share * WIDTH)) };
}

function bars(name) {
  const element = document.createElementNS(SVG, "path");
  element.setAttribute("class", name);
  return element;
}

async function load(address) {
  const answer = await fetch(address).catch(() => null);
  return answer?.ok ? (await answer.json()).peaks : [];
}

/** The loudest peak of each bar's share of the programme, as upright bars around the middle. */
export function path(peaks, count = BARS) {
  const number = Math.min(count, Math.max(1, peaks.length || count));
  const loudest = Math.max(0.05, ...loudestOf(peaks, number));
  const step = WIDTH / number;
  return loudestOf(peaks, number)
    .map((peak, index) => {
      const height = Math.max(2, (peak / loudest) * 92);
      return `M${(index * step + step * 0.2).toFixed(2)} ${(50 - height / 2).toFixed(2)}h${(step * 0.6).toFixed(2)}v${height.toFixed(2)}h-${(step * 0.6).toFixed(2)}z`;
    })
    .join("");
}

function loudestOf(peaks, number) {
  return Array.from({ length: number }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / number);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / number));
    return peaks.slice(from, to).reduce((most, peak) => Math.max(most, Math.abs(peak)), 0);
  });
}
