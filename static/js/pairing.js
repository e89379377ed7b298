// Which lines of a second language are spoken with a line of the first: each goes where it overlaps most in time.

/** lines and others: lists of {start, end} in milliseconds, in order. Returns, per line, the positions of its others. */
export function pair(lines, others) {
  const pairs = lines.map(() => []);
  let first = 0;
  others.forEach((other, position) => {
    while (first < lines.length - 1 && lines[first].end <= other.start) first += 1;
    let best = first;
    let most = 0;
    for (let index = first; index < lines.length && lines[index].start < other.end; index += 1) {
      const shared = Math.min(lines[index].end, other.end) - Math.max(lines[index].start, other.start);
      if (shared > most) [best, most] = [index, shared];
    }
    if (pairs.length) pairs[best].push(position);
  });
  return pairs;
}
