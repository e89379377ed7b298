// What the commands of playing and of times do.
import { gapMs } from "./counted.js";
import { word } from "./said.js";
import { endOf, startOf } from "./pairs.js";
import { nearest } from "./times.js";
import { openShift } from "./shifting.js";

const AROUND = 1000;
const NUDGE = 100;

export function playing(desk, media, say) {
  const here = (fn) => () => desk.row() && fn(startOf(desk.row()), endOf(desk.row()));
  return {
    play: media.toggle,
    play_cue: here((start, end) => media.playRange(start, end)),
    play_around: here((start, end) => media.playRange(start - AROUND, end + AROUND)),
    play_from: here((start) => (media.leaveRange(), media.seek(start), media.play())),
    loop: here((start, end) => {
      const was = media.looping();
      if (was) media.leaveRange();
      else media.playRange(start, end, true);
      say(word(was ? "not_looping" : "looping"));
    }),
    step_back: () => media.step(-1),
    step_on: () => media.step(1),
    jump_back: () => media.seek(media.now() - 1000),
    jump_on: () => media.seek(media.now() + 1000),
    slower: () => say(`${media.speed(-1)}×`),
    faster: () => say(`${media.speed(1)}×`),
  };
}

export function timing(desk, media, work, say) {
  const cue = (fn) => () => {
    const one = desk.cue();
    if (one && fn(one) === false) say(word("times_wrong"));
  };
  const nudge = (start, end) => cue((one) => work.retime(one, one.start + start, one.end + end));
  const frame = desk.frameMs;
  const speech = desk.served.media?.speech ?? [];
  const shots = desk.served.media?.shots ?? [];
  const near = (rising, value, fn) => {
    const found = nearest(rising, value);
    return found === null ? say(word("none_left")) : fn(found);
  };

  /** A source that has no cue yet gets one where it is first heard. */
  function setIn() {
    const row = desk.row();
    const now = media.now();
    if (row && !row.cue) return void work.write(row, "");
    cue((one) => work.retime(one, now, one.end > now ? one.end : now + Math.max(one.end - one.start, 500)))();
  }

  return {
    set_in: setIn,
    set_out: cue((one) => work.retime(one, one.start, media.now())),
    start_earlier: nudge(-NUDGE, 0),
    start_later: nudge(NUDGE, 0),
    end_earlier: nudge(0, -NUDGE),
    end_later: nudge(0, NUDGE),
    move_earlier: nudge(-NUDGE, -NUDGE),
    move_later: nudge(NUDGE, NUDGE),
    frame_earlier: nudge(-frame, -frame),
    frame_later: nudge(frame, frame),
    start_to_shot: cue((one) => near(shots, one.start, (shot) => work.retime(one, shot, one.end))),
    end_to_shot: cue((one) => near(shots, one.end, (shot) => work.retime(one, one.start, shot - gapMs(desk.numbers, frame)))),
    start_to_speech: cue((one) => near(speech.map((span) => span[0]), one.start, (moment) => work.retime(one, moment, one.end))),
    end_to_speech: cue((one) => near(speech.map((span) => span[1]), one.end, (moment) => work.retime(one, one.start, moment))),
    shift_after: () => openShift(desk, work, say),
  };
}

/** Held from the first sound of a cue to its last: in when the key goes down, out and on to the next when it comes up. */
export function tapping(desk, media, work, say) {
  let tapped = null;
  return {
    down() {
      const row = desk.row();
      if (!row) return false;
      const key = row.cue ? row.key : work.write(row, "");
      tapped = { key, start: media.now() };
      return true;
    },
    up() {
      const cue = tapped && desk.store.cue(tapped.key);
      if (cue && !work.retime(cue, tapped.start, media.now())) say(word("times_wrong"));
      else if (cue) desk.go(desk.rows[desk.at(tapped.key) + 1]?.key ?? tapped.key);
      tapped = null;
    },
  };
}
