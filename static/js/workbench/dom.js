// Elements of the page: found by what they are for, made without markup, so that no text is ever read as HTML.

/** The element of the page that carries data-<name>; null where the page has none. */
export const find = (name, within = document) => within.querySelector(`[data-${name}]`);

/** An element with attributes (true: present, null or false: absent; "on…" is no attribute) and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function set(element, name, value) {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value === true ? "" : value)) element.setAttribute(name, value === true ? "" : value);
}

/** A line drawing of the page's own, by its name. */
const DRAWINGS = {
  error: "M10 2.5 18 17H2zM10 8v4M10 14.5v.1",
  warning: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6.5v4.5M10 13.4v.1",
  note: "M10 5a5 5 0 1 0 0 10 5 5 0 0 0 0-10z",
  confirmed: "m4 10.5 4 4L16 6",
  machine: "M4 7h12v9H4zM10 7V4M7.5 11v1.5M12.5 11v1.5",
  stale: "M4 10a6 6 0 0 1 10.5-4M16 3v4h-4M16 10a6 6 0 0 1-10.5 4M4 17v-4h4",
  changed: "M5 3v14M9 5l6 0M9 9h6M9 15h6",
  guarded: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  comment: "M3 4h14v9H9l-4 3.5V13H3z",
};

export function drawing(name, label = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `sign sign--${name}`);
  path.setAttribute("d", DRAWINGS[name]);
  svg.append(path);
  if (!label) svg.setAttribute("aria-hidden", "true");
  else {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = label;
    svg.prepend(title);
  }
  return svg;
}
