// One recording on the page: its source, its controls, its keys.
import { captions } from "captions";
import { clock, momentOf } from "clock";
import { keyboard } from "keyboard";
import { recall, remember } from "memory";
import { attach } from "source";
import { thumbnails } from "thumbnails";
import { timeLink } from "time-link";
import { waveform } from "waveform";

for (const section of document.querySelectorAll("[data-player]")) enhance(section);

function enhance(section) {
  const media = section.querySelector("[data-media]");
  const find = (name) => section.querySelector(`[data-${name}]`);
  const durationMs = Number(section.dataset.durationMs);
  const startMs = momentOf(location.href) ?? 0;
  section.dataset.enhanced = "";
  media.controls = false;
  find("controls").hidden = false;

  const player = {
    section,
    media,
    durationMs,
    toggle: () => (media.paused ? play(media) : media.pause()),
    skip: (milliseconds) => (media.currentTime = within(media.currentTime + milliseconds / 1000, durationMs / 1000)),
    mute: () => (media.muted = !media.muted),
    fullscreen: () => fullscreen(section, media),
    captions: captions(section, media).toggle,
  };
  buttons(player, find);
  position(player, find, startMs);
  volume(player, find);
  timeLink(section, media);
  thumbnails(section, durationMs);
  keyboard(section.closest("[data-recording]") ?? section, section, player);
  attach(media, section.dataset.src, startMs / 1000, (kind) => trouble(find, kind));
  begin(player, find, startMs);
}

function play(media) {
  return media.play().catch(() => {
    // The browser wants a press first; the start button stands there for it.
  });
}

function within(seconds, wholeSeconds) {
  return Math.min(Math.max(0, seconds), wholeSeconds || seconds);
}

function buttons({ section, media, toggle, skip, fullscreen: full }, find) {
  const button = find("play");
  const show = () => {
    section.toggleAttribute("data-playing", !media.paused);
    button.setAttribute("aria-label", media.paused ? button.dataset.playLabel : button.dataset.pauseLabel);
  };
  for (const name of ["play", "pause", "ended"]) media.addEventListener(name, show);
  button.addEventListener("click", toggle);
  media.addEventListener("click", toggle);
  for (const jump of section.querySelectorAll("[data-skip]")) {
    jump.addEventListener("click", () => skip(Number(jump.dataset.skip) * 1000));
  }
  find("rate")?.addEventListener("change", (event) => (media.playbackRate = Number(event.target.value)));
  find("fullscreen")?.addEventListener("click", full);
  document.addEventListener("fullscreenchange", () => {
    find("fullscreen")?.setAttribute("aria-pressed", String(document.fullscreenElement === section));
  });
  find("retry").addEventListener("click", () => location.reload()); // the address carries the moment
}

function position({ section, media, durationMs }, find, startMs) {
  const range = find("position");
  const wave = waveform(section);
  const show = (milliseconds) => {
    const share = durationMs ? Math.min(1, milliseconds / durationMs) : 0;
    range.value = String(Math.round(milliseconds));
    range.style.setProperty("--played", `${share * 100}%`);
    range.setAttribute(
      "aria-valuetext",
      range.dataset.text.replace("{now}", clock(milliseconds)).replace("{whole}", clock(durationMs)),
    );
    find("now").textContent = clock(milliseconds);
    wave.played(share);
  };
  range.addEventListener("input", () => (media.currentTime = Number(range.value) / 1000));
  for (const name of ["timeupdate", "seeking"]) media.addEventListener(name, () => show(media.currentTime * 1000));
  show(startMs);
}

function volume({ media, mute }, find) {
  const range = find("volume");
  const button = find("mute");
  button.addEventListener("click", mute);
  range.addEventListener("input", () => {
    media.volume = Number(range.value) / 100;
    media.muted = false;
    remember("volume", range.value);
  });
  media.addEventListener("volumechange", () => button.setAttribute("aria-pressed", String(media.muted)));
  range.value = recall("volume") ?? "100";
  media.volume = Number(range.value) / 100;
}

function fullscreen(section, media) {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (section.requestFullscreen) section.requestFullscreen();
  else media.webkitEnterFullscreen?.(); // iPhone
}

function trouble(find, kind) {
  find("trouble").hidden = false;
  find("start-button").hidden = true;
  for (const message of find("trouble").querySelectorAll("[data-message]")) {
    message.hidden = message.dataset.message !== kind;
  }
}

/** A press on a found line continues here as sound; a link from outside waits for a press. */
function begin({ section, media }, find, startMs) {
  const button = find("start-button");
  find("start-time").textContent = startMs ? clock(startMs) : "";
  button.hidden = false;
  button.addEventListener("click", () => play(media));
  media.addEventListener("play", () => (button.hidden = true), { once: true });
  if (momentOf(location.href) === null || !cameFromAnotherPage()) return;
  section.scrollIntoView({ block: "nearest" });
  find("play").focus({ preventScroll: true }); // the player's keys are there at once
  play(media);
}

function cameFromAnotherPage() {
  if (!document.referrer || new URL(document.referrer).origin !== location.origin) return false;
  const bare = (path) => path.replace(/^\/(en|fa)\//, "/"); // the same page in another language is not another page
  return bare(new URL(document.referrer).pathname) !== bare(location.pathname);
}
