// A frame is as high as the player in it, on a telephone too.
for (const frame of document.querySelectorAll("iframe.archive-preview")) {
  frame.addEventListener("load", () => fit(frame));
  if (frame.contentDocument?.readyState === "complete") fit(frame);
}

function fit(frame) {
  const inside = frame.contentDocument?.querySelector("main");
  if (!inside) return;
  frame.style.aspectRatio = "auto";
  new ResizeObserver(() => (frame.style.blockSize = `${Math.ceil(inside.getBoundingClientRect().height)}px`)).observe(inside);
}
