// The work on the track as a whole: it is sent to review as it stands on the server, with all that was typed here.
import { openDialog } from "./dialog.js";
import { find, make } from "./dom.js";
import { exchange } from "./exchange.js";
import { commandName, word } from "./said.js";

export function handing(desk, token, say) {
  const address = new URL(`${document.body.dataset.base}review/`, location.href).href;
  const stage = find("stage-of-work");

  async function send(comment, note) {
    if (desk.store.status.unsent) return void (note.textContent = word("review_unsent"));
    const body = JSON.stringify({ number: desk.store.state.number, comment });
    const { code, sentence, body: said } = await exchange(address, { body, token });
    if (code !== "ok") return void (note.textContent = sentence || word("review_failed"));
    stage.textContent = said.stage;
    say(said.sentence);
    return true;
  }

  function ask() {
    const title = commandName("send_review").replace("…", "");
    openDialog("review", title, (body, close) => {
      const comment = make("textarea", { rows: "3", dir: "auto", maxlength: "2000", autofocus: true });
      const note = make("p", { role: "alert" });
      const foot = make("div", { class: "dialog__foot" }, make("button", { class: "main" }, title));
      const form = make("form", { class: "dialog__form" }, make("label", { class: "field" }, make("span", {}, word("review_comment")), comment), note, foot);
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        if (await send(comment.value, note)) close();
      });
      body.append(form);
    });
  }

  return {
    send_review: ask,
  };
}
