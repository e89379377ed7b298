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

  let last = preferred(elements, { unlessOff: false });
  show(preferred(elements, { unlessOff: true }));
  select.addEventListener("change", () => choose(select.value));
  return { toggle: () => choose(select.value === "" ? last : "") };
}

/** The position, as a string, of the track to begin with: the remembered language, else the page's choice. */
function preferred(elements, { unlessOff }) {
  const remembered = recall("captions");
  if (unlessOff && remembered === "off") return "";
  const tests = [
    (element) => element.srclang === remembered,
    (element) => element.default,
    (element) => element.srclang === document.documentElement.lang,
    () => true,
  ];
  for (const test of tests) {
    const position = elements.findIndex(test);
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
  if (cues.length) voice.textContent = cues.map((cue) => cue.getCueAsHTML().textContent).join("\n");
}
