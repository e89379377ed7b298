// Light or dark: the visitor's system decides until she presses the toggle. A classic script in the head, so that a
// chosen dark page never flashes white.
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is closed to this page
    }
  };
  const show = () => {
    const chosen = stored() ?? root.dataset.theme;
    if (chosen) root.dataset.theme = chosen;
    const shown = chosen ?? (system.matches ? "dark" : "light");
    root.dataset.shownTheme = shown;
    for (const toggle of document.querySelectorAll("[data-theme-toggle]")) {
      toggle.hidden = false;
      toggle.setAttribute("aria-pressed", String(shown === "dark"));
    }
  };
  show();
  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theme-toggle]")) return;
    const next = root.dataset.shownTheme === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    try {
      localStorage.setItem("theme", next);
    } catch {
      // The choice lasts for this page only.
    }
    show();
  });
})();
