"""What one change costs in the browser among many cues."""

from playwright.sync_api import Page, sync_playwright

from tests.browser import ARGUMENTS, CHROMIUM
from tests.subtitles.workbench.conftest import ADDRESS, serve
from tests.subtitles.workbench.fake import Fake, cue

FEW, MANY = 100, 10_000
CHANGES = 4000
ONE = """async (cues) => {
  const { opened, fold } = await import("/static/js/workbench/fold.js");
  const folded = opened({ cues });
  const kinds = {
    text: (cue, at) => ({ kind: "text", cue: cue.uuid, text: `text ${at}` }),
    times: (cue, at) => ({ kind: "times", cue: cue.uuid, times: [cue.start + at % 7, cue.end] }),
  };
  const begun = performance.now();
  for (let at = 0; at < 2000; at += 1) {
    const cue = folded.cues[(at * 7919) % folded.cues.length];
    for (const make of Object.values(kinds)) fold(folded, make(cue, at));
  }
  return performance.now() - begun;
}"""


def rows() -> list[tuple[str, str, str]]:
    """(what, one change among many to one among few, note)."""
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS).new_page()
        serve(page, Fake())
        page.goto(ADDRESS)
        few, many = _spent(page, FEW), _spent(page, MANY)
    note = f"{many / CHANGES * 1000:.1f} µs among {MANY:,}, {few / CHANGES * 1000:.1f} µs among {FEW}"
    return [("A change folded in the browser", f"{many / few:.1f}", note)]


def _spent(page: Page, count: int) -> float:
    """Milliseconds for all changes, the best of five."""
    cues = [cue(f"{at:06}", at * 1000) for at in range(count)]
    return min(float(page.evaluate(ONE, cues)) for _ in range(5))
