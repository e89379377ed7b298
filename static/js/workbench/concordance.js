// Where words were used before, in either language: asked while she types.
import { openDialog } from "./dialog.js";
import { make } from "./dom.js";
import { exchange } from "./exchange.js";
import { word } from "./said.js";
import { pieces, where } from "./suggestions.js";

const PAUSE_MS = 200;

export function openConcordance(chosen) {
  openDialog("concordance", word("concordance"), (body) => {
    const input = make("input", { autocomplete: "off", spellcheck: "false", dir: "auto", value: chosen, autofocus: true });
    const note = make("p", { class: "replace__note", role: "status" });
    const list = make("ul", { class: "concordance" });
    let asking = null;
    let clock = 0;

    function look() {
      asking?.abort();
      clearTimeout(clock);
      if (input.value.trim()) clock = setTimeout(ask, PAUSE_MS);
      else show([], "");
    }

    async function ask() {
      const mine = (asking = new AbortController());
      const { base, token } = document.body.dataset;
      const answer = await exchange(`${base}concordance.json`, { body: JSON.stringify({ text: input.value }), token, signal: mine.signal });
      if (mine !== asking || mine.signal.aborted) return;
      if (answer.code === "ok") show(answer.body.places, word("places_n", { count: answer.body.places.length }));
      else show([], answer.sentence || word("not_asked"));
    }

    function show(places, sentence) {
      note.textContent = sentence;
      list.replaceChildren(...places.map(line));
    }

    function line(place) {
      const [source, target] = ["source", "target"].map((side, at) => make("p", { lang: place.languages[at].language, dir: place.languages[at].dir }, ...pieces(place[side])));
      return make("li", {}, source, target, where(place));
    }

    input.addEventListener("input", look);
    body.append(make("label", { class: "field" }, make("span", {}, word("find_in_both")), input), note, list);
    look();
  });
}
