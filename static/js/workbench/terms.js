// The glossary beside the current cue: its terms marked in the source, and how each is translated.
import { find, make } from "./dom.js";
import { word } from "./said.js";
import { pieces } from "./suggestions.js";

export function makeTerms(desk) {
  const part = find("terms");
  const list = find("terms-list");

  function draw(answer) {
    part.hidden = !answer?.terms.length;
    if (part.hidden) return list.replaceChildren();
    const [from, into] = answer.languages;
    const source = make("p", { class: "suggestion__source", lang: from.language, dir: from.dir }, ...pieces(answer.marked));
    list.replaceChildren(source, make("dl", { class: "terms" }, ...answer.terms.flatMap((term) => entry(term, from, into))));
  }

  function entry(term, from, into) {
    const also = term.also.flatMap((text) => [" · ", text]);
    const said = make("p", { lang: into.language, dir: into.dir }, make("b", {}, term.expected), ...also);
    const wrong = term.wrong.length ? make("p", {}, word("not_used"), " ", make("bdi", { lang: into.language }, term.wrong.join(" · "))) : null;
    const note = term.note ? make("p", { class: "quiet", dir: "auto" }, term.note) : null;
    return [make("dt", { lang: from.language, dir: from.dir }, term.term), make("dd", {}, said, wrong, note)];
  }

  desk.on("remembered", draw);
}
