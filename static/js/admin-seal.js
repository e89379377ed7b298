// One press closes words, sound and picture of a record that stays listed, until a moment or for good; another gives
// every layer back to the whole. Nothing is sent: the fields below are filled in, to be read and changed.
const SEALED = ["words", "sound", "picture"];

for (const bar of document.querySelectorAll("[data-seal]")) {
  const layers = [...bar.parentElement.querySelectorAll("[data-layer]")];
  const until = bar.querySelector("[data-seal-until]");
  const opens = bar.querySelector("[data-seal-opens]");

  bar.hidden = false;
  bar.querySelector("[data-seal-all]").addEventListener("click", () => {
    for (const layer of layers) {
      const sealed = SEALED.includes(layer.dataset.layer);
      // Until a moment: for whom the whole is from then on. For good: for staff alone.
      fill(layer, {
        audience: sealed && !until.value.trim() ? "staff" : "",
        begins: sealed ? until.value : "",
        opens: sealed && opens.checked && Boolean(until.value.trim()),
      });
    }
  });
  bar.querySelector("[data-seal-none]").addEventListener("click", () => {
    for (const layer of layers) fill(layer, { audience: "", begins: "", opens: false });
  });
}

function fill(layer, { audience, begins, opens }) {
  layer.querySelector("select").value = audience;
  const [embargo, until] = layer.querySelectorAll("input[type=text]");
  embargo.value = begins;
  until.value = "";
  layer.querySelector("input[type=checkbox]").checked = opens;
}
