// Subtitles under a film are drawn by the browser; under a programme the voice's words fill the stage.
import { recall, remember } from "memory";

/** Wires the choice of language and returns toggle(), which switches subtitles off and back on. */
export function captions(section, media) {
  const select = section.querySelector("[data-captions]");
  const voice = section.querySelector("[data-voice]");
  const elements = [...media.querySelectorAll("track")];
  if (!select) return { toggle() {} };

  const show = (chosen) => {
    elements.forEach((element, position) => {
      const shown = String(position) === chosen;
      element.track.mode = shown ? (voice ? "hidden" : "showing") : "disabled";
      element.track.oncuechange = shown && voice ? () => speak(voice, element) : null;
    });
    select.value = chosen;
    if (voice) {
      voice.textContent = "";
      if (elements[chosen]) speak(voice, elements[chosen]);
    }
  };
  const choose = (chosen) => {
    show(chosen);
    remember("captions", elements[chosen]?.srclang ?? "off");
    if (chosen !== "") last = chosen;
  };

  // A film begins as the page proposes; a programme has nothing else to show than its words.
  let last = preferred(elements, ["remembered", "proposed", "page", "any"]);
  const first = preferred(elements, voice ? ["remembered", "proposed", "page", "any"] : ["remembered", "proposed"]);
  show(recall("captions") === "off" ? "" : first);
  select.addEventListener("change", () => choose(select.value));
  return { toggle: () => choose(select.value === "" ? last : "") };
}

/** The position, as a string, of the first track that one of these reasons speaks for; empty when none does. */
function preferred(elements, reasons) {
  const holds = {
    remembered: (element) => element.srclang === recall("captions"),
    proposed: (element) => element.default,
    page: (element) => element.srclang === document.documentElement.lang,
    any: () => true,
  };
  for (const reason of reasons) {
    const position = elements.findIndex(holds[reason]);
    if (position >= 0) return String(position);
  }
  return "";
}

function speak(voice, element) {
  const cues = [...(element.track.activeCues ?? [])];
  voice.lang = element.srclang;
  voice.dir = element.dataset.dir;
  voice.toggleAttribute("data-waiting", cues.length === 0);
  // Between two lines the last one stays, dimmed, so that the stage does not flicker.
  if (!cues.length) return;
  voice.replaceChildren(...cues.flatMap((cue, index) => [...(index ? ["\n"] : []), ...parts(cue.getCueAsHTML())]));
}

/** The texts of a cue, each within the language that it is marked with, if any. */
function parts(fragment) {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    const tag = parentElement?.closest("[lang]")?.lang;
    if (!tag) {
      found.push(data);
      continue;
    }
    const part = document.createElement("span");
    part.lang = tag;
    part.dir = "auto";
    part.textContent = data;
    found.push(part);
  }
  return found;
}
