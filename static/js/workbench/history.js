// Who did what, and when: to the cue that is worked on, or in the whole track; each change with what it made other.
import { bringBack, momentAddress } from "./bringing.js";
import { openDialog } from "./dialog.js";
import { make } from "./dom.js";
import { exchange } from "./exchange.js";
import { compared } from "./published.js";
import { digits, moment, word } from "./said.js";
import { seconds, written } from "./times.js";

const WRITING = new Set(["text", "insert", "split", "merge", "restore"]);

export function openHistory(desk, say) {
  openDialog("history", word("history"), (body, shut) => {
    const [list, about] = [make("ol", { class: "history" }), make("p", { class: "history__about", role: "status" })];
    const more = make("button", { type: "button", hidden: true }, word("history_more"));
    const cue = desk.cue();
    let turned = 0; // an answer to what was asked before is not shown
    const tabs = [["history_cue", ofCue], ["history_all", ofAll]].map(([key, show]) => {
      const tab = make("button", { type: "button", "aria-pressed": "false", disabled: key === "history_cue" && !cue }, word(key));
      tab.addEventListener("click", () => turn(tab, show));
      return tab;
    });
    more.addEventListener("click", () => ofAll(Number(list.lastElementChild.dataset.number)));
    body.append(make("div", { class: "history__tabs", role: "group" }, ...tabs), about, list, more);
    turn(...(cue ? [tabs[0], ofCue] : [tabs[1], ofAll]));

    function turn(tab, show) {
      turned += 1;
      for (const each of tabs) each.setAttribute("aria-pressed", String(each === tab));
      list.replaceChildren();
      more.hidden = true;
      show();
    }

    async function ofCue() {
      const steps = await asked(`cue=${cue.uuid}`);
      if (!steps) return;
      about.textContent = authors(steps);
      list.replaceChildren(...steps.reverse().map((step) => item(step.change, step.before, step.after)));
    }

    async function ofAll(before) {
      more.hidden = true;
      const changes = await asked(before ? `before=${before}` : "");
      if (!changes) return;
      about.textContent = changes.length || before ? "" : word("history_none_at_all");
      list.append(...changes.map((change) => item(change, ...sides(change))));
      more.hidden = !(changes.at(-1)?.number > 1);
    }

    async function asked(query) {
      const mine = turned;
      const answer = await exchange(new URL(`../changes/history.json?${query}`, new URL(document.body.dataset.base, location.href)).href);
      if (mine !== turned) return null;
      if (answer.code === "ok") return answer.body.changes;
      about.textContent = answer.sentence || word("history_not");
      return null;
    }

    function item(change, before, after) {
      const { number, by, at, kind, result = {} } = change;
      const head = make("p", { class: "history__by" }, make("b", {}, make("bdi", {}, by || word("somebody"))), " ", word(`did_${kind}`), " ", make("time", { datetime: at, dir: "auto" }, moment(at, "medium")));
      const lost = result.conflict ? [make("p", { class: "quiet" }, word("history_conflict")), words(result.conflict.mine)] : result.gone ? [make("p", { class: "quiet" }, word("history_gone"))] : [];
      const acts = [make("a", { href: momentAddress(number) }, word("history_see")), change.cue && desk.store.cue(change.cue) ? act(word("go_there"), () => (shut(), desk.go(desk.store.cue(change.cue).uuid))) : null];
      if (cue && after && tabs[0].getAttribute("aria-pressed") === "true") acts.push(act(word("bring_back"), () => back(number)));
      return make("li", { "data-number": number }, head, ...differences(change, before, after), ...lost, make("div", { class: "history__acts" }, ...acts));
    }

    async function back(number) {
      const trouble = await bringBack(desk.store, { number, cues: [cue.uuid] });
      if (trouble) return void (about.textContent = trouble);
      say(word("brought_back"));
      shut();
    }

    const words = (...said) => make("p", { class: "differs", lang: desk.served.track.language, dir: desk.served.track.dir }, ...said);

    function differences(change, before, after) {
      const made = [];
      if (change.kind === "comment") made.push(make("p", { dir: "auto" }, change.text));
      if ((before?.text ?? "") !== (after?.text ?? "")) made.push(words(...compared(before?.text ?? "", after?.text ?? "").map(([kind, said]) => (kind ? make(kind, {}, said) : said))));
      if (before && after && before.start !== undefined && (before.start !== after.start || before.end !== after.end)) made.push(make("p", { class: "quiet" }, word("history_times", { was: stretch(before), is: stretch(after) })));
      if (change.kind === "shift") made.push(make("p", { class: "quiet" }, word("history_shift", { from: written(change.from), ms: seconds(change.ms) })));
      return made;
    }
  });
}

/** What a change says by itself of how its cue was and became. */
function sides({ kind, was, text, texts, times, cue_was: back, result = {} }) {
  if (result.conflict || result.gone) return [null, null];
  const said = result.merged;
  if (kind === "text") return [{ text: was }, { text: said ?? text }];
  if (kind === "times") return [timed(was), timed(said ?? times)];
  if (kind === "delete") return [was, null];
  if (kind === "insert") return [null, { text }];
  if (kind === "restore") return [was, said ?? back];
  if (kind === "split") return [null, { text: (said ?? texts).join(" | ") }];
  return kind === "merge" ? [null, { text: said ?? text }] : [null, null];
}

const timed = ([start, end]) => ({ start, end });
const stretch = ({ start, end }) => `${written(start)}–${written(end)}`;

/** Who wrote what stands there: all whose writing came to be, who did most first. */
function authors(steps) {
  const counts = new Map();
  for (const { change } of steps) {
    const { kind, by, result = {} } = change;
    if (WRITING.has(kind) && !result.conflict && !result.gone) counts.set(by, (counts.get(by) ?? 0) + 1);
  }
  const names = [...counts].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name || word("somebody")} (${digits(count)})`);
  return names.length ? word("history_authors", { names: names.join(", ") }) : word("history_none");
}

function act(name, does) {
  const button = make("button", { type: "button" }, name);
  button.addEventListener("click", does);
  return button;
}
