// Keys work while the focus is in the player or its transcript, so that they never get in the way of other keys.

const SEEK = { j: -10_000, l: 10_000, ArrowLeft: -5_000, ArrowRight: 5_000 };

/** actions: toggle(), skip(milliseconds), captions(), mute(), fullscreen(). */
export function keyboard(root, player, actions) {
  const press = { k: actions.toggle, " ": actions.toggle, c: actions.captions, m: actions.mute, f: actions.fullscreen };
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || taken(event, player)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key in SEEK) actions.skip(SEEK[key]);
    else if (key in press) press[key]();
    else return;
    event.preventDefault();
  });
}

/** Whether the element in focus, or the transcript's scrolling, needs this key for itself. */
function taken(event, player) {
  const { key, target } = event;
  if (target.matches("select, textarea, input:not([type='range'], [type='checkbox'])")) return true;
  if (key === " ") return !player.contains(target) || target.matches("button, summary, a, input[type='checkbox']");
  if (key.startsWith("Arrow")) return !player.contains(target) || target.matches("[data-volume]");
  return false;
}
