// One click closes words, sound and picture of a record that stays listed; another gives every layer back to the whole.
const SEALED = ["words", "sound", "picture"];

for (const bar of document.querySelectorAll("[data-seal]")) {
  const table = bar.parentElement.querySelector("table");
  const rows = [...table.querySelectorAll("[data-layer]")];
  const audience = (row) => row.querySelector("select");

  bar.hidden = false;
  bar.querySelector("[data-seal-all]").addEventListener("click", () => {
    for (const row of rows) audience(row).value = SEALED.includes(row.dataset.layer) ? "staff" : "";
  });
  bar.querySelector("[data-seal-none]").addEventListener("click", () => {
    for (const row of rows) {
      audience(row).value = "";
      for (const field of row.querySelectorAll("input")) {
        if (field.type === "checkbox") field.checked = false;
        else field.value = "";
      }
    }
  });
}
