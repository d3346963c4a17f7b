const MOST_A_READ = 500;

/**
 * Turns single look-ups into one read for all that were asked in the same turn of the event loop.
 * @param readMany answers for those of the keys that there are
 */
export function gather<V>(
  readMany: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): (key: string) => Promise<V | undefined> {
  interface Asker {
    key: string;
    resolve: (value: V | undefined) => void;
    reject: (error: unknown) => void;
  }
  let asked: Asker[] = [];

  async function answer(askers: readonly Asker[]): Promise<void> {
    try {
      const found = await readMany([...new Set(askers.map((asker) => asker.key))]);
      for (const { key, resolve } of askers) resolve(found.get(key));
    } catch (error) {
      for (const { reject } of askers) reject(error);
    }
  }

  function flush(): void {
    const askers = asked;
    asked = [];
    for (let start = 0; start < askers.length; start += MOST_A_READ) {
      void answer(askers.slice(start, start + MOST_A_READ));
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (asked.push({ key, resolve, reject }) === 1) setImmediate(flush);
    });
}
