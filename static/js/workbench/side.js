// Beside the cue: what is found in it, each with its repair, and what people said of it.
import { drawing, find, make } from "./dom.js";
import { moment, rules, severities, word } from "./said.js";
import { sentence } from "./row.js";

export function makeSide(desk, work, repair) {
  function findings() {
    const found = desk.found.get(desk.current) ?? [];
    const items = found.map((finding) =>
      make("li", { class: "found__one", "data-gravity": finding.severity }, drawing(finding.severity, severities[finding.severity]), said(finding), finding.repair && mend(finding)),
    );
    find("found").replaceChildren(...(items.length ? items : [make("li", { class: "quiet" }, word("no_findings"))]));
  }

  const said = (finding) => make("p", {}, make("b", {}, finding.name ?? rules[finding.code].name), " ", sentence(finding));

  function mend(finding) {
    const button = make("button", { type: "button" }, word("mend"));
    button.addEventListener("click", () => repair(finding));
    return button;
  }

  function comments() {
    const there = desk.store.comments.filter((comment) => comment.cue === desk.current);
    const items = there.map((comment) =>
      make("li", {}, make("p", { class: "comments__by" }, make("bdi", {}, comment.by), " ", make("time", { datetime: comment.at }, moment(comment.at, "short"))), make("p", { dir: "auto" }, comment.text)),
    );
    find("comments").replaceChildren(...(items.length ? items : [make("li", { class: "quiet" }, word("no_comments"))]));
  }

  const form = find("comment-form");
  const field = find("comment");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const cue = desk.cue();
    if (!cue || !field.value.trim()) return;
    work.comment(cue, field.value.trim());
    field.value = "";
  });
  const all = () => (findings(), comments());
  desk.on("current", all);
  desk.on("rows", all);
  desk.on("cues", (keys) => keys.has(desk.current) && all());
  all();
  return { comment: () => field.focus() };
}
