// From a playlist's address to something the media element plays. hls.js goes first: what browsers say about playing
// HLS themselves is not reliable.

/** trouble(kind) is called with "network", "media" or "unsupported" when playing cannot go on. */
export async function attach(media, address, startSeconds, trouble) {
  media.addEventListener("error", () => trouble(media.error?.code === MediaError.MEDIA_ERR_NETWORK ? "network" : "media"));
  const { default: Hls } = await import("hls");
  if (Hls.isSupported()) {
    attachHls(Hls, media, address, startSeconds, trouble);
  } else if (media.canPlayType("application/vnd.apple.mpegurl")) {
    media.src = address;
    media.addEventListener("loadedmetadata", () => (media.currentTime = startSeconds), { once: true });
  } else {
    trouble("unsupported");
  }
}

function attachHls(Hls, media, address, startSeconds, trouble) {
  const hls = new Hls({
    startPosition: startSeconds,
    capLevelToPlayerSize: true,
    enableWorker: false,
    // Captions are <track> elements of the page. These parts of hls.js would empty them.
    timelineController: undefined,
    subtitleTrackController: undefined,
    subtitleStreamController: undefined,
  });
  let recovered = false;
  hls.on(Hls.Events.ERROR, (_event, data) => {
    if (!data.fatal) return;
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true;
      hls.recoverMediaError();
      return;
    }
    hls.destroy();
    trouble(data.type === Hls.ErrorTypes.NETWORK_ERROR ? "network" : "media");
  });
  hls.loadSource(address);
  hls.attachMedia(media);
}
