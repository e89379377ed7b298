// A dialog of the page: the browser keeps the focus in it and gives it back; Escape closes it.
import { make } from "./dom.js";
import { word } from "./said.js";

/** Opens it at once; `close` is what the dialog calls when it has done its work. */
export function openDialog(name, title, fill) {
  const close = make("button", { class: "dialog__close", type: "button", "aria-label": word("close") }, "×");
  const heading = make("h2", { id: `${name}-title` }, title);
  const body = make("div", { class: "dialog__body" });
  const dialog = make("dialog", { class: `dialog dialog--${name}`, "aria-labelledby": `${name}-title` }, make("div", { class: "dialog__head" }, heading, close), body);
  const shut = () => dialog.close();
  close.addEventListener("click", shut);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && shut());
  fill(body, shut, dialog);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A field with its label. */
export function field(label, attributes = {}) {
  const input = make("input", { autocomplete: "off", spellcheck: "false", ...attributes });
  return { input, element: make("label", { class: "field" }, make("span", {}, label), input) };
}

export function check(label, checked = false) {
  const input = make("input", { type: "checkbox", checked });
  return { input, element: make("label", { class: "check" }, input, make("span", {}, label)) };
}
