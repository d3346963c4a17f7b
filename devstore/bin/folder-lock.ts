import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Two demos in one folder would write over each other's shop. */
export class FolderTaken extends Error {
  override name = 'FolderTaken';
}

/**
 * Marks the folder as this process's, by a file beside it (it outlives a reset). What a process that is gone left
 * behind does not count. Returns the way to let go.
 * @throws FolderTaken
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder}.pid`;
  const holder = Number(readHolder(file));
  if (holder && holder !== process.pid && isAlive(holder)) {
    throw new FolderTaken(`A demo is running already (process ${holder}). Stop it with Ctrl-C, then start this one.`);
  }
  writeFileSync(file, String(process.pid));
  return () => {
    if (Number(readHolder(file)) === process.pid) rmSync(file, { force: true });
  };
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
