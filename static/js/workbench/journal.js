// What is typed stands in this browser's own store before it is called kept, and until the server has it.
// A window holds a lock for as long as it lives; what a window without its lock left behind, another takes over, once.
import { hand, openDatabase, read, write } from "./database.js";

const AGAIN_MS = 5000;

/** `place` names the track and the person; `told` is called when what is kept, or the trouble, changed. */
export async function openJournal(place, tab, told) {
  const opened = Date.now();
  const kept = new Set(); // ids whose newest word is in the store
  let [database, waiting, writing, timer, count] = [null, new Map(), false, null, 0];
  const journal = { trouble: null, kept, put, erase, adopt, close };
  let release = () => {};
  await alive();
  await ready().catch(troubled);
  return journal;

  /** Keeps a change; said twice, the newer word stands. */
  function put(entry) {
    entry.row ??= { id: entry.change.id, place, tab, at: [opened, count++] };
    entry.row = { ...entry.row, change: entry.change, refused: entry.refused ?? null };
    kept.delete(entry.row.id);
    waiting.set(entry.row.id, entry.row);
    work();
  }

  function erase(ids) {
    for (const id of ids) {
      kept.delete(id);
      waiting.set(id, null);
    }
    work();
  }

  async function work() {
    if (writing) return;
    writing = true;
    clearTimeout(timer);
    while (waiting.size) {
      const rows = waiting;
      waiting = new Map();
      try {
        await write(await ready(), rows);
      } catch (error) {
        waiting = new Map([...rows, ...waiting]);
        troubled(error);
        timer = setTimeout(work, AGAIN_MS);
        break;
      }
      for (const [id, row] of rows) if (row && !waiting.has(id)) kept.add(id);
      journal.trouble = null;
      told();
    }
    writing = false;
  }

  async function ready() {
    if (database) return database;
    database = await openDatabase();
    database.onclose = () => (database = null); // somebody emptied the browser
    database.onversionchange = () => {
      database?.close();
      database = null;
    };
    return database;
  }

  function troubled(error) {
    journal.trouble = error.name === "QuotaExceededError" ? "full" : "forbidden";
    if (error.name !== "QuotaExceededError") database = null;
    told();
  }

  /** What windows that are gone left behind, oldest first; it is this window's from now on. */
  async function adopt() {
    try {
      const rows = await read(await ready(), place);
      const lost = [...new Set(rows.filter((row) => row.tab !== tab).map((row) => row.tab))];
      const began = new Map(lost.map((name) => [name, rows.find((row) => row.tab === name).at[0]]));
      lost.sort((a, b) => began.get(a) - began.get(b));
      const adopted = [];
      for (const name of lost) adopted.push(...(await unlessAlive(name, () => hand(database, place, name, mine))));
      for (const { id } of adopted) kept.add(id);
      return adopted.map((row) => ({ row, change: row.change, refused: row.refused, sent: true, running: false }));
    } catch (error) {
      troubled(error);
      return [];
    }
  }

  function mine(row) {
    return { ...row, tab, at: [opened, count++] };
  }

  function lockOf(name) {
    return `workbench ${place} ${name}`;
  }

  function alive() {
    return new Promise((held) => {
      if (!navigator.locks) return held();
      const stays = () => (held(), new Promise((resolve) => (release = resolve)));
      navigator.locks.request(lockOf(tab), stays).catch(held);
    });
  }

  /** Without locks (an address without TLS) every other window counts as gone: sent twice, a change is still one. */
  function unlessAlive(name, work) {
    if (!navigator.locks) return work();
    return navigator.locks.request(lockOf(name), { ifAvailable: true }, (lock) => (lock ? work() : []));
  }

  function close() {
    clearTimeout(timer);
    database?.close();
    release();
  }
}
