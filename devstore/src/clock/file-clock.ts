import type { Clock } from './clock.ts';
import { readOffset, writeOffset } from './offset-file.ts';
import { shiftedTime } from './real-time.ts';

/** A clock whose offset lives in a file that the app's preload reads too. */
export function fileClock(file: string): Clock {
  let offset = readOffset(file);
  const listeners = new Set<() => void>();
  const realNow = () => shiftedTime()?.realNow() ?? Date.now();

  const clock: Clock = {
    now: () => realNow() + offset,
    iso: () => new Date(clock.now()).toISOString(),
    offset: () => offset,
    moveTo: (at) => clock.moveBy(at - clock.now()),
    moveBy: (milliseconds) => {
      if (!(milliseconds >= 0)) throw new RangeError('the clock only moves forward');
      offset += Math.round(milliseconds);
      writeOffset(file, offset);
      shiftedTime()?.refresh();
      for (const listener of listeners) listener();
    },
    onMove: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return clock;
}
