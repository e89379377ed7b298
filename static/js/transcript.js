// What is said: follows the voice, seeks by a press on a line, sets a second language beside the first.
import { pair } from "pairing";
import { recall, remember } from "memory";

const TOLERANCE_MS = 50; // a seek may land a frame early

for (const section of document.querySelectorAll("[data-transcript]")) enhance(section);

function enhance(section) {
  const root = section.closest("[data-recording]") ?? document;
  const media = root.querySelector("[data-media]");
  const lists = new Map([...section.querySelectorAll("[data-track]")].map((list) => [list.dataset.track, list]));
  section.dataset.enhanced = "";
  section.querySelector("[data-tools]").hidden = false;
  for (const heading of section.querySelectorAll("[data-language-heading]")) heading.hidden = true;

  const reader = follower(section, media);
  languages(section, lists, (list) => reader.read(list));
  if (media) pressing(section, media, reader);
}

function languages(section, lists, read) {
  const tabs = [...section.querySelectorAll("[data-language]")];
  const beside = section.querySelector("[data-beside]");
  let main = tabs[0].dataset.language;
  const show = () => {
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.language === main));
    for (const option of beside?.options ?? []) option.disabled = option.value === main;
    if (beside?.value === main) beside.value = "";
    for (const [uuid, list] of lists) {
      list.hidden = uuid !== main;
      alone(list);
    }
    const other = lists.get(beside?.value);
    if (other) together(lists.get(main), other);
    read(lists.get(main));
  };
  for (const tab of tabs) tab.addEventListener("click", () => ((main = tab.dataset.language), show()));
  beside?.addEventListener("change", () => {
    remember("beside", lists.get(beside.value)?.lang ?? "");
    show();
  });
  const remembered = [...lists].find(([uuid, list]) => uuid !== main && list.lang === recall("beside"));
  if (beside && remembered) beside.value = remembered[0];
  show();
}

function alone(list) {
  delete list.dataset.paired;
  for (const words of list.querySelectorAll(".line__words--beside")) words.remove();
}

function together(list, other) {
  list.dataset.paired = list.dir === "rtl" ? "right" : "left";
  const others = timed(other);
  pair(timed(list), others).forEach((positions, index) => {
    const words = document.createElement("span");
    words.className = "line__words line__words--beside";
    words.lang = other.lang;
    words.dir = other.dir;
    for (const position of positions) {
      if (words.hasChildNodes()) words.append(document.createElement("br"));
      words.append(...others[position].line.querySelector(".line__words").cloneNode(true).childNodes);
    }
    list.children[index].firstElementChild.append(words);
  });
}

function timed(list) {
  return [...list.children].map((line) => ({ line, start: Number(line.dataset.start), end: Number(line.dataset.end) }));
}

function pressing(section, media, reader) {
  section.addEventListener("click", (event) => {
    const line = event.target.closest(".line");
    if (!line || event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab, as with every link
    event.preventDefault();
    media.currentTime = Number(line.dataset.start) / 1000;
    media.play().catch(() => {});
    reader.resume();
  });
}

/** Marks the line that is spoken, and scrolls to it unless the reader is reading elsewhere. */
function follower(section, media) {
  const box = section.querySelector("[data-box]");
  const follow = section.querySelector("[data-follow]");
  const back = section.querySelector("[data-back]");
  let lines = [];
  let current = null;
  let away = false;

  const scroll = () => {
    if (!current || away || !follow.checked) return;
    const top = current.offsetTop - (box.clientHeight - current.offsetHeight) / 3;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top, behavior: still ? "auto" : "smooth" });
  };
  const mark = () => {
    const found = lineAt(lines, (media?.currentTime ?? 0) * 1000 + TOLERANCE_MS);
    if (found === current) return;
    current?.removeAttribute("aria-current");
    found?.setAttribute("aria-current", "true");
    current = found;
    scroll();
  };
  const leave = () => {
    away = true;
    back.hidden = !follow.checked;
  };
  const resume = () => {
    away = false;
    back.hidden = true;
    scroll();
  };
  for (const name of ["wheel", "touchmove"]) box.addEventListener(name, leave, { passive: true });
  box.addEventListener("keydown", (event) => {
    if (["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "Tab", " "].includes(event.key)) leave();
  });
  box.addEventListener("pointerdown", (event) => event.target === box && leave()); // the scroll bar
  back.addEventListener("click", resume);
  follow.addEventListener("change", resume);
  media?.addEventListener("timeupdate", mark);
  media?.addEventListener("seeking", mark);
  const read = (list) => {
    current?.removeAttribute("aria-current");
    current = null;
    lines = timed(list);
    mark();
  };
  return { read, resume };
}

/** The line that is spoken at this moment, or null between lines. */
function lineAt(lines, moment) {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle].start <= moment) low = middle + 1;
    else high = middle;
  }
  const found = lines[low - 1];
  return found && moment < found.end ? found.line : null;
}
