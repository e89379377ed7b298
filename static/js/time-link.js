// The address always names the moment, so that it can be shared, and the way to another language keeps it.
import { addressAt, momentOf } from "clock";

export function timeLink(section, media) {
  // Until the sound is there, the player stands at 0 whatever second was asked for.
  let moment = momentOf(location.href) ?? 0;
  const now = () => moment;
  for (const moved of ["timeupdate", "seeking"]) {
    media.addEventListener(moved, () => (moment = media.currentTime * 1000));
  }
  const carry = () => {
    if (now() < 500 && momentOf(location.href) === null) return; // nothing was played or sought yet
    history.replaceState(history.state, "", addressAt(location.href, now()));
    keep();
  };
  const keep = () => {
    for (const link of document.querySelectorAll("[data-keeps-address]")) link.href = addressAt(link.href, now());
    for (const field of document.querySelectorAll("[data-cite-address]")) field.value = addressAt(field.value, now());
    for (const link of document.querySelectorAll("[data-returns-here]")) returnHere(link);
  };
  if (momentOf(location.href) !== null) keep(); // the page is the same whatever moment was asked for
  media.addEventListener("pause", carry);
  media.addEventListener("seeked", carry);
  document.addEventListener(
    "click",
    (event) => event.target.closest?.("[data-keeps-address]") && carry(),
    { capture: true },
  );
  copyButton(section, now);
}

function returnHere(link) {
  const address = new URL(link.href);
  address.searchParams.set("next", location.pathname + location.search);
  link.href = address.href;
}

function copyButton(section, now) {
  const status = section.querySelector("[data-copied]");
  section.querySelector("[data-copy-link]").addEventListener("click", async () => {
    const address = addressAt(location.href, now());
    history.replaceState(history.state, "", address);
    const copied = await Promise.resolve(navigator.clipboard?.writeText(address).then(() => true)).catch(() => false);
    status.textContent = copied ? status.dataset.text : status.dataset.refused;
    setTimeout(() => (status.textContent = ""), 6000);
  });
}
