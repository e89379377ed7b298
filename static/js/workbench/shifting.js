// A small question: by how much this cue and all after it move.
import { field, openDialog } from "./dialog.js";
import { make } from "./dom.js";
import { commandName, latin, word } from "./said.js";

export function openShift(desk, work, say) {
  const cue = desk.cue();
  if (!cue) return;
  openDialog("shift", commandName("shift_after").replace("…", ""), (body, close) => {
    const by = field(word("shift_by"), { value: "500", inputmode: "numeric", dir: "ltr", autofocus: true });
    const note = make("p", { role: "alert" });
    const form = make("form", { class: "dialog__form" }, by.element, note, make("div", { class: "dialog__foot" }, make("button", { class: "main" }, word("shift"))));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const ms = Number(latin(by.input.value.trim()).replace("−", "-"));
      if (!Number.isInteger(ms) || !ms || cue.start + ms < 0) return void (note.textContent = word("shift_bad"));
      const count = desk.store.state.cues.filter((each) => each.start >= cue.start).length;
      work.shift(cue.start, ms);
      say(word("shifted", { count, ms }));
      close();
    });
    body.append(form);
  });
}
