// Quiet meters: how fast a cue is to be read, and how full its lines are.
import { find, make } from "./dom.js";
import { number, word } from "./said.js";
import { speed } from "./measure.js";

export function drawMeters(desk, row) {
  const cue = row?.cue ?? (row ? { uuid: "none", text: "", start: 0, end: 0 } : null);
  const place = find("meters");
  // What is not read on the screen in its time may be of any length.
  if (!cue || !desk.onScreen) return place.replaceChildren();
  const { numbers } = desk;
  const measured = desk.measure(cue);
  const gauges = [gauge("speed_meter", {}, Math.round(speed(measured, cue) * 10) / 10, numbers.speed, numbers.tolerance)];
  measured.lengths.forEach((length, at) => gauges.push(gauge("line_meter", { line: at + 1 }, length, numbers.line, numbers.tolerance, at >= numbers.lines)));
  place.replaceChildren(...gauges);
}

function gauge(key, values, value, most, tolerance, beyond = false) {
  const bar = make("span", { class: "gauge__bar", "aria-hidden": "true" }, make("span", { class: "gauge__full" }));
  bar.firstChild.style.inlineSize = `${Math.min(100, (value / most) * 100)}%`;
  const state = value > most * tolerance || beyond ? "error" : value > most ? "warning" : "fine";
  const said = word(key, { ...values, value: number(value), most: number(most) });
  return make("span", { class: "gauge", "data-fill": state }, bar, make("span", {}, said));
}
