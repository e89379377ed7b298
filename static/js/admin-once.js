// A second click sends nothing while the first is on its way; the server would refuse it too.
const AGAIN_AFTER_MS = 10_000;
const sent = new WeakMap();

// On the window, so that whoever else has something against the sending has said so by now.
window.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-edit-form]")) return;
  const now = performance.now();
  if (now - (sent.get(form) ?? -Infinity) < AGAIN_AFTER_MS) event.preventDefault();
  else sent.set(form, now);
});

// Back on a page that the browser kept: it may be sent anew.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-edit-form]")) sent.delete(form);
});
