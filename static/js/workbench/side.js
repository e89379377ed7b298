// Beside the cue: what is found in it, each with its repair, and what people said of it.
import { drawing, find, make } from "./dom.js";
import { moment, rules, severities, word } from "./said.js";
import { sentence } from "./row.js";

export function makeSide(desk, work, repair, say) {
  function findings() {
    const found = desk.found.get(desk.current) ?? [];
    const items = found.map((finding) =>
      make("li", { class: "found__one", "data-gravity": finding.severity }, drawing(finding.severity, severities[finding.severity]), said(finding), (finding.repair || finding.word) && mend(finding)),
    );
    find("found").replaceChildren(...(items.length ? items : [make("li", { class: "quiet" }, word("no_findings"))]));
  }

  const said = (finding) => make("p", {}, make("b", {}, finding.name ?? rules[finding.code].name), " ", sentence(finding));

  function mend(finding) {
    const button = make("button", { type: "button" }, word(finding.repair ? "mend" : "meant_ask"));
    button.addEventListener("click", () => repair(finding));
    return button;
  }

  function comments() {
    const there = desk.store.comments.filter((comment) => comment.cue === desk.current);
    const items = [...there.filter(({ resolved }) => !resolved), ...there.filter(({ resolved }) => resolved)].map(one);
    find("comments").replaceChildren(...(items.length ? items : [make("li", { class: "quiet" }, word("no_comments"))]));
  }

  /** What is open stands first, whole; what is seen to behind it, and quiet. */
  function one(comment) {
    const { by, at, text, resolved } = comment;
    const name = by || word("somebody");
    const button = make("button", { type: "button", "aria-label": word(resolved ? "reopen_this" : "resolve_this", { name }) }, word(resolved ? "reopen" : "resolve"));
    button.addEventListener("click", () => (work.resolve(comment, !resolved), field.focus()));
    const head = make("p", { class: "comments__by" }, make("bdi", {}, name), " ", make("time", { datetime: at }, moment(at, "short")), resolved ? ` · ${word("resolved")}` : "");
    return make("li", { "data-resolved": resolved }, make("div", {}, head, make("p", { dir: "auto" }, text)), button);
  }

  const form = find("comment-form");
  const field = find("comment");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const cue = desk.cue();
    if (!cue || !field.value.trim()) return;
    work.comment(cue, field.value.trim());
    field.value = "";
    say(word("commented"));
  });
  // Ctrl and Enter would confirm the cue.
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  const all = () => (findings(), comments());
  desk.on("current", all);
  desk.on("rows", all);
  desk.on("cues", (keys) => keys.has(desk.current) && all());
  all();
  return { comment: () => field.focus() };
}
