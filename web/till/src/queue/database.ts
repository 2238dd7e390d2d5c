/** The keeper on IndexedDB. A write is answered when it is on the disk. */
import type { Keeper } from "./keeper.ts";
import { memoryKeeper, newTill } from "./keeper.ts";
import type { Slip } from "./slip.ts";

const NAME = "tessera-till";
const random = (bytes: Uint8Array) => void crypto.getRandomValues(bytes);

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("slips", { keyPath: "id" });
    request.result.createObjectStore("facts");
  };
  return answered(request);
}

/** Runs in one transaction; done when it is durable. */
async function within<T>(
  database: IDBDatabase,
  store: "slips" | "facts",
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction(store, mode, { durability: mode === "readwrite" ? "strict" : "default" });
  const ended = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
  const result = await act(transaction.objectStore(store));
  await ended;
  return result;
}

async function ownTill(facts: IDBObjectStore): Promise<string> {
  const known: unknown = await answered(facts.get("till"));
  if (typeof known === "string") return known;
  const till = newTill(random);
  await answered(facts.put(till, "till"));
  return till;
}

function on(database: IDBDatabase): Keeper {
  return {
    lasting: true,
    all: () => within(database, "slips", "readonly", (store) => answered<Slip[]>(store.getAll())),
    put: async (slip) => {
      await within(database, "slips", "readwrite", (store) => answered(store.put(slip)));
    },
    remove: async (ids) => {
      await within(database, "slips", "readwrite", async (store) => {
        for (const id of ids) await answered(store.delete(id));
      });
    },
    next: () =>
      within(database, "facts", "readwrite", async (facts) => {
        const till = await ownTill(facts);
        const last: unknown = await answered(facts.get("seq"));
        const seq = (typeof last === "number" ? last : 0) + 1;
        await answered(facts.put(seq, "seq"));
        return { till, seq };
      }),
    till: () => within(database, "facts", "readwrite", ownTill),
  };
}

/** The browser's database; what lasts as long as the page where there is none. */
export async function openKeeper(): Promise<Keeper> {
  try {
    const database = await open();
    // Asks the browser not to clear it away when the disk fills up.
    void navigator.storage?.persist?.().catch(() => false);
    return on(database);
  } catch {
    return memoryKeeper(newTill(random));
  }
}
