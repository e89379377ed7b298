// What stands beside the cues: comments, and texts of which two people touched the same words.

export function makeBeside(served) {
  const comments = [...(served.comments ?? [])];
  const conflicts = new Map();
  for (const each of served.conflicts ?? []) keep(each.cue, each);

  function keep(cue, { id, number, mine, theirs, was }) {
    conflicts.set(cue, [...(conflicts.get(cue) ?? []), { id, number, mine, theirs, was }]);
  }

  function drop(cue, unless) {
    const left = (conflicts.get(cue) ?? []).filter(unless);
    if (left.length) conflicts.set(cue, left);
    else conflicts.delete(cue);
  }

  /** A comment is seen to, or open again. */
  function resolve({ of, resolved }) {
    const comment = comments.find((each) => each.id === of);
    if (comment) comment.resolved = resolved;
  }

  return {
    comments,
    conflicts,

    /** A comment of one's own stands at once. */
    comment({ id, cue, text, made }, by) {
      comments.push({ id, cue, text, by, at: made, resolved: false });
    },

    resolve,

    /** A numbered change. A conflict is hers to settle whose text did not come to stand; who wrote knowing of it has. */
    take(change, me) {
      const { id, kind, cue, number, result = {} } = change;
      if (result.conflict && change.by === me) keep(cue, { id, number, ...result.conflict });
      else if (kind === "settle") drop(cue, (each) => each.id !== change.of);
      else if (kind === "resolve") resolve(change);
      else if (kind === "text" && !result.gone) drop(cue, (each) => !(each.number <= change.base));
      const said = kind === "comment" || (result.gone && change.text);
      if (said && !comments.some((each) => each.id === id)) comments.push({ id, cue, text: change.text, by: change.by, at: change.at, resolved: false });
    },

    settle(cue, id) {
      drop(cue, (each) => each.id !== id);
    },
  };
}
