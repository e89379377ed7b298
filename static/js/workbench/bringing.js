// Bringing back how a cue, a stretch or all stood after a change: the server does it, by new changes.
import { check, field, openDialog } from "./dialog.js";
import { find, make } from "./dom.js";
import { exchange } from "./exchange.js";
import { moment, word } from "./said.js";
import { read, written } from "./times.js";

/** `what` is {number} with cues, a span of milliseconds, or neither for all. Null, or the sentence of what went wrong. */
export async function bringBack(store, what) {
  const { base, token } = document.body.dataset;
  await store.retry(); // what she wrote comes before it
  const address = new URL("../changes/restore/", new URL(base, location.href)).href;
  const answer = await exchange(address, { body: JSON.stringify(what), token });
  if (answer.code !== "ok") return answer.sentence || word("not_brought");
  await store.retry();
  return null;
}

export const momentAddress = (number) => `${document.body.dataset.base}?after=${number}`;

/** Above a moment of the past: which it is, the one before and after, and what brings it back. */
export function makePastNotice(desk, say) {
  const { past, number } = desk.served;
  if (!past) return;
  const place = find("past-notice");
  place.hidden = false;
  for (const name of ["text", "start", "end"]) find(name).readOnly = true;
  const said = number ? word("past_of", { number, name: past.by, when: moment(past.at, "medium") }) : word("past_first");
  const link = (key, address) => make("a", { href: address }, word(key));
  const steps = [number > 0 && link("past_before", momentAddress(number - 1)), number < past.newest && link("past_after", momentAddress(number + 1))];
  const back = make("button", { type: "button" }, word("bring_back"));
  back.addEventListener("click", () => openBringing(desk, number, say));
  place.append(make("p", {}, said), make("p", { class: "past__steps" }, ...steps.filter(Boolean), link("past_leave", document.body.dataset.base)), back);
}

/** This cue, a stretch of time, or all. */
function openBringing(desk, number, say) {
  openDialog("bringing", word("bring_back"), (body, shut) => {
    const cue = desk.cue();
    const choices = ["this_cue", "this_stretch", "all_cues"].map((key, at) => {
      const choice = check(word(key), at === (cue ? 0 : 2));
      Object.assign(choice.input, { type: "radio", name: "what", value: key, disabled: !cue && at === 0 });
      return choice;
    });
    const [from, to] = [["start", cue?.start ?? 0], ["end", cue?.end ?? 0]].map(([key, at]) => field(word(key), { dir: "ltr", value: written(at) }));
    const note = make("p", { class: "sheet__note", role: "status" });
    const form = make("form", { class: "dialog__form" }, ...choices.map(({ element }) => element), make("div", { class: "past__span" }, from.element, to.element), make("p", { class: "quiet" }, word("bring_back_help")), note, make("div", { class: "dialog__foot" }, make("button", { class: "main", type: "submit" }, word("bring_back"))));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const chosen = choices.find(({ input }) => input.checked).input.value;
      const span = [read(from.input.value), read(to.input.value)];
      if (chosen === "this_stretch" && (span.includes(null) || span[1] <= span[0])) return void (note.textContent = word("times_wrong"));
      const part = { this_cue: { cues: [cue?.uuid] }, this_stretch: { span }, all_cues: {} }[chosen];
      const trouble = await bringBack(desk.store, { number, ...part });
      note.textContent = trouble ?? "";
      if (trouble) return;
      shut();
      say(word("brought_back"));
      location.assign(document.body.dataset.base);
    });
    body.append(form);
  });
}
