export type Mutex = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs what it is given one at a time, in the order of arrival; a failure does not stop what follows. */
export function createMutex(): Mutex {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = tail.then(work, work);
    tail = turn.catch(() => {});
    return turn;
  };
}
