const EVERY = 1_000;

/** Ends this process when the one that started it is gone: killed hard, it could not say so itself. */
export function endWithParent(parent: number): void {
  setInterval(() => {
    if (!isAlive(parent)) process.kill(process.pid, 'SIGTERM');
  }, EVERY).unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
