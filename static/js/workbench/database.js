// The browser's own store, as promises: one table of changes that the server may not have.

const [NAME, TABLE] = ["rostarkivet-workbench", "changes"];
const PATIENCE_MS = 3000; // a browser that forbids its store may also never answer

export function openDatabase() {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DOMException("No answer", "TimeoutError")), PATIENCE_MS);
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE, { keyPath: "id" }).createIndex("place", "place");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new DOMException("Blocked", "InvalidStateError"));
    asked.addEventListener("success", () => clearTimeout(timer));
    asked.addEventListener("error", () => clearTimeout(timer));
  });
}

/** Each row is written, or erased where it is null: all of them or none, and on the disk when this is done. */
export function write(database, rows) {
  return whole(database, (table) => {
    for (const [id, row] of rows) row ? table.put(row) : table.delete(id);
  });
}

export async function read(database, place) {
  let asked = null;
  await whole(database, (table) => (asked = table.index("place").getAll(place)), "readonly");
  return asked.result;
}

/** Gives the rows of one window to another, as they stand at that moment; in the order of `at`. */
export async function hand(database, place, from, alter) {
  const handed = [];
  await whole(database, (table) => {
    table.index("place").getAll(place).onsuccess = (event) => {
      const rows = event.target.result.filter((row) => row.tab === from).sort(inOrder);
      for (const row of rows) {
        handed.push(alter(row));
        table.put(handed.at(-1));
      }
    };
  });
  return handed;
}

const inOrder = (a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1];

function whole(database, work, mode = "readwrite") {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(TABLE, mode, { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException("Aborted", "AbortError"));
    transaction.onerror = () => reject(transaction.error);
    work(transaction.objectStore(TABLE));
  });
}
