// The verbs: each thing that is done to cues, as one change or a few. Nothing here draws.
import { gapMs } from "./counted.js";
import { newName } from "./name.js";
import { parted, placeAt } from "./payload.js";
import { endOf, startOf } from "./pairs.js";

const [USUAL_MS, SHORTEST_MS] = [2000, 200];

export function worker(desk) {
  const { store } = desk;
  const isChapters = desk.served.track.kind === "chapters";
  const send = (change) => store.dispatch(change);

  /** Writes the text of the row; a source that has no cue yet gets one in its time. */
  function write(row, text) {
    if (row.cue) {
      if (row.cue.text !== text) hold(row);
      if (row.cue.text !== text) send({ kind: "text", cue: row.cue.uuid, was: row.cue.text, text });
      return row.key;
    }
    const uuid = newName();
    const held = desk.current === row.key;
    if (held) desk.current = uuid; // so that whoever types goes on typing
    // Empty first, so that what is typed is one step back and not all but its first letter.
    send([{ kind: "insert", cue: uuid, times: [startOf(row), endOf(row)], text: "" }, ...against(uuid, row.sources)]);
    if (text) send({ kind: "text", cue: uuid, was: "", text });
    return uuid;
  }

  /** What a cue is held against from now on by whoever writes or confirms it with its source before her. */
  function against(uuid, sources) {
    const gone = desk.links.stale(uuid).filter(({ now }) => now === null);
    const seen = { ...desk.links.unseen(uuid, sources), ...Object.fromEntries(gone.map(({ name }) => [name, ""])) };
    return Object.keys(seen).length ? [{ kind: "seen", cue: uuid, seen }] : [];
  }

  /** It is right beside the source as that is by now. Gives back whether that was news. */
  function hold(row) {
    const changes = against(row.key, row.sources);
    if (changes.length) send(changes);
    return changes.length > 0;
  }

  /** True where the times can be had: a cue ends after it begins, and nothing begins before the recording. */
  function retime(cue, start, end) {
    const times = [Math.round(start), Math.round(end)];
    if (times[0] < 0 || times[1] <= times[0]) return false;
    if (times[0] !== cue.start || times[1] !== cue.end) send({ kind: "times", cue: cue.uuid, was: [cue.start, cue.end], times });
    return true;
  }

  /** The cue becomes two at a place of its text and a moment; the first keeps its name. */
  function split(cue, at, moment) {
    const texts = parted(cue.text, at);
    const gap = gapMs(desk.numbers, desk.frameMs);
    const first = moment - gap > cue.start ? moment - gap : moment;
    if (moment <= cue.start || moment >= cue.end || first <= cue.start) return null;
    const into = newName();
    send({ kind: "split", cue: cue.uuid, into, was: cue.text, texts, times: [[cue.start, first], [moment, cue.end]], keeps: "first" });
    return into;
  }

  const splitAtCursor = (cue, at) => {
    if (at <= 0 || at >= cue.text.length) return null;
    return split(cue, at, Math.round(cue.start + ((cue.end - cue.start) * at) / cue.text.length));
  };
  const splitAtMoment = (cue, moment) => split(cue, placeAt(cue.text, (moment - cue.start) / (cue.end - cue.start)), Math.round(moment));

  function merge(cue, next) {
    const [a, b] = [cue.text.trim(), next.text.trim()];
    const oneLine = !a.includes("\n") && !b.includes("\n") && a.length + b.length < desk.numbers.line;
    const text = [a, b].filter(Boolean).join(oneLine ? " " : "\n");
    const times = [Math.min(cue.start, next.start), Math.max(cue.end, next.end)];
    send({ kind: "merge", cue: cue.uuid, with: next.uuid, was: [cue.text, next.text], text, times });
  }

  function insert(start, end, text = "") {
    const uuid = newName();
    send({ kind: "insert", cue: uuid, times: [Math.round(start), Math.round(end)], text });
    return uuid;
  }

  /** In the room behind a row, as long as there is, and no longer than is usual. */
  function insertAfter(row, following) {
    const gap = desk.onScreen ? gapMs(desk.numbers, desk.frameMs) : 0;
    const start = row ? endOf(row) + gap : 0;
    return insertFrom(start, following, gap);
  }

  /** As long as is usual, or there is room for; a chapter lasts until the next one, or to the end. */
  function insertFrom(start, following, gap = 0) {
    const whole = desk.served.media?.duration || Infinity;
    const room = (following ? startOf(following) - gap : isChapters ? whole : Infinity) - start;
    const lasts = isChapters && room < Infinity ? room : Math.min(USUAL_MS, room);
    return insert(start, start + Math.max(lasts, SHORTEST_MS));
  }

  const remove = (cue) => send({ kind: "delete", cue: cue.uuid, was: { ...cue } });
  function confirm(cue, confirmed = true) {
    const held = confirmed ? against(cue.uuid, desk.rows[desk.at(cue.uuid)]?.sources ?? []) : [];
    const changes = cue.confirmed === confirmed ? held : [...held, { kind: "confirm", cue: cue.uuid, confirmed }];
    if (changes.length) send(changes);
  }

  const shift = (from, ms) => send({ kind: "shift", cue: null, from, ms });

  const comment = (cue, text) => send({ kind: "comment", cue: cue.uuid, text });

  const resolve = ({ id, cue }, resolved) => send({ kind: "resolve", cue, of: id, resolved });

  /** Other texts for many cues, as one step of undo. */
  const rewrite = (texts) => texts.length && store.dispatch(texts.map(({ cue, text }) => ({ kind: "text", cue: cue.uuid, was: cue.text, text })));

  return { write, hold, retime, splitAtCursor, splitAtMoment, merge, insertAfter, insertFrom, remove, confirm, shift, comment, resolve, rewrite };
}
