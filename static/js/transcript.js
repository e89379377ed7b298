// What is said: follows the voice, seeks by a press on a line, sets a second language beside the first.
import { link, startOf, timed, words } from "lines";
import { pair } from "pairing";
import { recall, remember } from "memory";

const TOLERANCE_MS = 50; // a seek may land a frame early

for (const section of document.querySelectorAll("[data-transcript]")) enhance(section);

function enhance(section) {
  const root = section.closest("[data-recording]") ?? document;
  const media = root.querySelector("[data-media]");
  section.dataset.enhanced = "";
  section.querySelector("[data-tools]").hidden = false;
  for (const heading of section.querySelectorAll("[data-language-heading]")) heading.hidden = true;

  const reader = follower(section, media);
  languages(section, (list) => reader.read(list));
  if (media) pressing(section, media, reader);
  else section.querySelector("[data-follow]").closest("label").hidden = true; // there is no voice to follow
}

function languages(section, read) {
  const tabs = [...section.querySelectorAll("[data-language]")];
  const beside = section.querySelector("[data-beside]");
  const trouble = section.querySelector("[data-unfetched]");
  const lists = texts(section, tabs);
  let main = tabs.find((tab) => lists.has(tab.dataset.language)).dataset.language;
  let turn = 0;

  const show = async () => {
    const mine = (turn += 1);
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.language === main));
    for (const option of beside?.options ?? []) option.disabled = option.value === main;
    if (beside?.value === main) beside.value = "";
    try {
      const [list, other] = await Promise.all([lists.get(main), beside?.value ? lists.get(beside.value) : null]);
      if (mine !== turn) return; // another choice was made meanwhile
      trouble.hidden = true;
      for (const each of lists.here()) {
        each.hidden = each !== list;
        alone(each);
      }
      link(list);
      if (other) together(list, other);
      read(list);
    } catch {
      if (mine === turn) trouble.hidden = false;
    }
  };
  for (const tab of tabs) tab.addEventListener("click", () => ((main = tab.dataset.language), show()));
  beside?.addEventListener("change", () => {
    remember("beside", tabs.find((tab) => tab.dataset.language === beside.value)?.lang ?? "");
    show();
  });
  const remembered = tabs.find((tab) => tab.dataset.language !== main && tab.lang === recall("beside"));
  if (beside && remembered) beside.value = remembered.dataset.language;
  show();
}

/** The lists by their track: those of the page, and the others as soon as they are fetched. */
function texts(section, tabs) {
  const box = section.querySelector("[data-box]");
  const address = new Map(tabs.map((tab) => [tab.dataset.language, tab.dataset.fragment]));
  const lists = new Map([...box.querySelectorAll("[data-track]")].map((list) => [list.dataset.track, list]));
  const fetched = async (uuid) => {
    const response = await fetch(address.get(uuid));
    if (!response.ok) throw new Error(response.statusText);
    const list = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-track]");
    if (!lists.has(uuid)) {
      list.hidden = true;
      box.append(list);
      lists.set(uuid, list);
    }
    return lists.get(uuid);
  };
  return {
    has: (uuid) => lists.has(uuid),
    here: () => [...lists.values()],
    get: (uuid) => lists.get(uuid) ?? fetched(uuid),
  };
}

function alone(list) {
  delete list.dataset.paired;
  for (const words of list.querySelectorAll(".line__words--beside")) words.remove();
}

function together(list, other) {
  list.dataset.paired = list.dir === "rtl" ? "right" : "left";
  link(other);
  const lines = timed(list);
  const others = timed(other);
  pair(lines, others).forEach((positions, index) => {
    const own = words(lines[index].line, list);
    const beside = document.createElement("span");
    beside.className = "line__words line__words--beside";
    beside.lang = other.lang;
    beside.dir = other.dir;
    beside.textContent = positions.map((at) => words(others[at].line, other).textContent).join("\n");
    own.after(beside);
  });
}

function pressing(section, media, reader) {
  section.addEventListener("click", (event) => {
    const line = event.target.closest("[data-track] > li");
    if (!line || event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab, as with every link
    if (!getSelection().isCollapsed && event.detail) return; // the words were selected, to be copied
    event.preventDefault();
    media.currentTime = startOf(line) / 1000;
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
