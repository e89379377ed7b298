// Two people changed the same words: both texts are shown until somebody chooses. And what the server did not take.
import { find, make } from "./dom.js";
import { word } from "./said.js";

export function makeConflicts(desk) {
  const place = find("conflicts");
  const { store } = desk;

  function draw() {
    const boxes = [...(store.conflicts ?? [])].flatMap(([uuid, found]) => found.map((conflict) => box(uuid, conflict)));
    const refused = (store.refused ?? []).map(({ change, sentence }) => letGo(change, sentence));
    place.hidden = boxes.length + refused.length === 0;
    place.replaceChildren(...boxes, ...refused);
  }

  function box(uuid, { id, mine, theirs }) {
    const { language, dir } = desk.served.track;
    const text = (key, said) => make("div", {}, make("b", {}, word(key)), make("p", { lang: language, dir }, said));
    const choose = (key, said) => act(word(key), () => (store.settle(uuid, id, said), draw()));
    const place = act(word("go_there"), () => desk.go(uuid));
    return make("div", { class: "conflict" }, make("b", {}, word("conflict")), text("mine", mine), text("others", theirs), make("div", { class: "conflict__acts" }, choose("take_mine", mine), choose("keep_theirs", theirs), place));
  }

  const letGo = (change, sentence) =>
    make("div", { class: "conflict" }, make("p", { dir: "auto" }, sentence), change.text ? make("p", { dir: "auto" }, change.text) : null, act(word("close"), () => (store.dismiss(change.id), draw())));

  store.subscribe(draw);
  store.watch(draw);
  draw();
}

function act(name, does) {
  const button = make("button", { type: "button" }, name);
  button.addEventListener("click", does);
  return button;
}
