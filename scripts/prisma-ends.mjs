// Loaded before Prisma's command line: its schema engine leaves a timer of ten seconds behind (the limit of waiting for its
// lock), for which the finished command would stand about. What it really waits for, its connections, keeps it alive.
const LOCK_TIMER_MS = 10_000;
const { setTimeout } = globalThis;

globalThis.setTimeout = (callback, ms, ...values) => {
  const timer = setTimeout(callback, ms, ...values);
  return ms === LOCK_TIMER_MS ? timer.unref() : timer;
};
