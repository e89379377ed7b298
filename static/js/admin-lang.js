// In the admin, a text has the language chosen beside it, whatever the direction of the interface.
const CHOICE = "select[data-language-of-texts]";
const TEXTS = "input[type=text], textarea";

function apply(select) {
  const option = select.selectedOptions[0];
  const row = select.closest("[data-inline-panel-child]") ?? select.closest("form");
  if (!option || !row) return;
  for (const text of row.querySelectorAll(TEXTS)) {
    if (text.closest("[data-inline-panel-child]") !== select.closest("[data-inline-panel-child]")) continue;
    text.lang = option.value;
    text.dir = option.dir || "auto";
  }
}

function applyAll(root) {
  for (const select of root.querySelectorAll(CHOICE)) apply(select);
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.(CHOICE)) apply(event.target);
});

// Rows that are added to a form later.
new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) applyAll(node);
  }
}).observe(document.body, { childList: true, subtree: true });

applyAll(document);
