// Sends files one after the other, each as the body of a request of its own, and shows how far each has come.
import { watch } from "./admin-jobs.js";

const form = document.querySelector("[data-upload]");
const list = document.querySelector("[data-uploads]");
const template = document.querySelector("[data-file-template]");
const words = document.querySelector("[data-words]").dataset;
const chosen = form.querySelector("input[type=file]");
const language = form.querySelector("select");
const drop = form.querySelector("[data-drop]");
const queue = [];
let busy = false;

form.querySelector("[data-drop-hint]").hidden = false;
form.querySelector("[data-submit]").hidden = true;
form.addEventListener("submit", (event) => event.preventDefault());
chosen.addEventListener("change", () => {
  add(chosen.files);
  chosen.value = "";
});
for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => over(event, true));
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, (event) => over(event, false));
drop.addEventListener("drop", (event) => add(event.dataTransfer.files));
addEventListener("beforeunload", (event) => {
  if (busy) event.preventDefault();
});

function over(event, inside) {
  event.preventDefault();
  drop.toggleAttribute("data-over", inside);
}

function add(files) {
  for (const file of files) {
    const row = template.content.firstElementChild.cloneNode(true);
    const part = (name) => row.querySelector(`[data-${name}]`);
    part("name").textContent = file.name;
    part("progress").setAttribute("aria-label", file.name);
    part("status").textContent = words.queued;
    list.append(row);
    const entry = { file, row, part, language: language.value, cancelled: false };
    part("cancel").addEventListener("click", () => cancel(entry));
    part("again").addEventListener("click", () => again(entry));
    if (file.size > Number(form.dataset.maxBytes)) end(entry, "refused", words.large);
    else queue.push(entry);
  }
  next();
}

// What was refused for a reason that may pass, or never came, is still in the browser's hands.
function again(entry) {
  Object.assign(entry, { request: null, cancelled: false });
  entry.row.dataset.outcome = "sending";
  entry.part("progress").value = 0;
  for (const name of ["progress", "cancel"]) entry.part(name).hidden = false;
  entry.part("again").hidden = true;
  entry.part("status").textContent = words.queued;
  queue.push(entry);
  next();
}

function cancel(entry) {
  entry.cancelled = true;
  if (entry.request) entry.request.abort();
  else end(entry, "cancelled", words.cancelled);
}

async function next() {
  if (busy) return;
  busy = true;
  for (let entry = queue.shift(); entry; entry = queue.shift()) if (!entry.cancelled) await send(entry);
  busy = false;
}

function send(entry) {
  const { file, part } = entry;
  const address = new URL(form.dataset.url, location.href);
  address.searchParams.set("name", file.name);
  address.searchParams.set("language", entry.language);
  part("status").textContent = words.sending;
  return new Promise((resolve) => {
    // fetch cannot say how much of a body has been sent.
    const request = (entry.request = new XMLHttpRequest());
    request.open("PUT", address);
    request.responseType = "json";
    request.setRequestHeader("X-CSRFToken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    request.setRequestHeader("X-File-Size", file.size);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => (part("progress").value = event.loaded / (event.total || 1)));
    request.upload.addEventListener("load", () => {
      part("status").textContent = words.examining;
      part("cancel").hidden = true;
    });
    request.addEventListener("load", () => answered(entry, request.response));
    request.addEventListener("error", () => end(entry, "refused", words.broken));
    request.addEventListener("abort", () => end(entry, "cancelled", words.cancelled));
    request.addEventListener("loadend", resolve);
    request.send(file);
  });
}

function answered(entry, answer) {
  if (!answer?.outcome) return end(entry, "refused", words.broken);
  end(entry, answer.outcome, answer.reason || words.accepted);
  if (answer.url) {
    const link = entry.part("link");
    link.href = answer.url;
    link.firstElementChild.textContent = answer.title;
    link.hidden = false;
  }
  if (answer.job && answer.outcome === "accepted") follow(entry, answer.job);
}

function end(entry, outcome, text) {
  entry.row.dataset.outcome = outcome;
  entry.part("status").textContent = text;
  entry.part("progress").hidden = true;
  entry.part("cancel").hidden = true;
  entry.part("again").hidden = !["refused", "cancelled"].includes(outcome) || text === words.large;
}

// The file is in; from here the bar shows the job that makes it playable.
function follow({ row, part }, job) {
  const bar = part("progress");
  bar.hidden = false;
  bar.max = 1000;
  bar.value = 0;
  const show = (state) => {
    bar.value = state.progress;
    bar.hidden = !state.open;
    row.dataset.job = state.state;
    part("status").textContent = [state.state_label, state.open ? state.step : state.reason].filter(Boolean).join(": ");
  };
  watch(job.url, show, () => row.isConnected);
}
