// The buttons of gamepads and of pedals that come as such, and the media keys that the browser keeps for itself: each
// comes as a key, "Pad1" being the first button, so that it is bound and heard like any other.
const SESSION = { play: "MediaPlayPause", pause: "MediaPlayPause", stop: "MediaStop", nexttrack: "MediaTrackNext", previoustrack: "MediaTrackPrevious" };
const TWICE_MS = 300; // within which one press may come both as a key and from the browser

export function listenToPads() {
  const held = new Set();
  let looking = false;

  /** Once for every frame, as long as there is one; in a window behind others none is drawn. */
  function look() {
    const pads = navigator.getGamepads().filter(Boolean);
    const pressed = new Set(pads.flatMap(({ buttons }) => buttons.flatMap((button, at) => (button.pressed ? [`Pad${at + 1}`] : []))));
    for (const code of held.difference(pressed)) come("keyup", code);
    for (const code of pressed.difference(held)) come("keydown", code);
    held.clear();
    for (const code of pressed) held.add(code);
    looking = pads.length > 0;
    if (looking) requestAnimationFrame(look);
  }

  const begin = () => !looking && ((looking = true), requestAnimationFrame(look));
  addEventListener("gamepadconnected", begin);
  if (navigator.getGamepads?.().some(Boolean)) begin();
  listenToSession();
}

function listenToSession() {
  const heard = new Map(); // code → when it came as a key
  addEventListener("keydown", ({ code, isTrusted, timeStamp }) => isTrusted && heard.set(code, timeStamp), true);
  for (const [action, code] of Object.entries(SESSION)) {
    const act = () => {
      if (performance.now() - (heard.get(code) ?? -Infinity) < TWICE_MS) return;
      come("keydown", code);
      come("keyup", code);
    };
    try {
      navigator.mediaSession?.setActionHandler(action, act);
    } catch {
      // A browser that does not know this one leaves it to the keyboard.
    }
  }
}

function come(type, code) {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent(type, { key: code, code, bubbles: true, cancelable: true }));
}
