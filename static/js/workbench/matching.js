// Finds in the texts of cues; a worker of its own, so that an expression that never ends can be ended.
onmessage = ({ data: { number, cues, pattern, flags, by } }) => {
  const expression = new RegExp(pattern, flags);
  const found = [];
  for (const { uuid, text } of cues) {
    const places = [...text.matchAll(expression)].map((hit) => [hit.index, hit[0].length]);
    if (!places.length) continue;
    const after = text.replace(expression, by.regular ? by.text : () => by.text);
    found.push({ uuid, text, places, after });
  }
  postMessage({ number, found });
};
