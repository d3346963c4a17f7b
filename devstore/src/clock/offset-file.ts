import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** How old, in real milliseconds, what a process knows of the file may be. */
export const LOOK_EVERY = 50;

/** The offset in milliseconds that the file holds; a missing or unreadable file means none. */
export function readOffset(file: string): number {
  try {
    const offset = Number(readFileSync(file, 'utf8'));
    return Number.isFinite(offset) ? offset : 0;
  } catch {
    return 0;
  }
}

/** Renames a finished file into place, so that a reader never sees half a number. */
export function writeOffset(file: string, offset: number): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(offset));
  renameSync(draft, file);
}
