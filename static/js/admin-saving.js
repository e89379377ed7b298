// What is typed into an editor's form is sent once, and not lost by leaving.
const EDITOR = "[data-edit-form]";
const AGAIN_AFTER_MS = 10_000;
const sent = new WeakMap();
const touched = new WeakSet();

// A second click sends nothing while the first is on its way; the server would refuse it too. On the window, so that
// whoever else has something against the sending has said so by now.
window.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches(EDITOR)) return;
  const now = performance.now();
  if (now - (sent.get(form) ?? -Infinity) < AGAIN_AFTER_MS) event.preventDefault();
  else sent.set(form, now);
});

// Wagtail looks at a form two seconds after it opened, and takes what was typed by then for what was there.
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (event.isTrusted && form?.matches(EDITOR)) touched.add(form);
});

window.addEventListener("beforeunload", (event) => {
  for (const form of document.querySelectorAll(EDITOR)) {
    if (touched.has(form) && !sent.has(form)) event.preventDefault();
  }
});

// Back on a page that the browser kept: it may be sent anew.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll(EDITOR)) sent.delete(form);
});
