import { describe, expect, it } from 'vitest';
import { createWireRoom } from './wire-room.ts';

describe('how many mails are begun at a time', () => {
  it('is as many as there are connections while nothing is known, and for a slow server', () => {
    let now = 0;
    const room = createWireRoom('postgres', () => now);
    expect([room.of('a', 0), room.of('a', 4), room.of('a', 5)]).toEqual([5, 1, 0]);
    for (let answer = 0; answer < 20; answer++) {
      now += 20_000;
      room.answered('a');
    }
    expect([room.of('a', 0), room.of('a', 4), room.of('a', 5)]).toEqual([5, 1, 0]);
  });

  it('grows with a quick server, by dozens, and shrinks again', () => {
    let now = 0;
    const room = createWireRoom('postgres', () => now);
    const answers = (count: number, everyMs: number) => {
      for (let answer = 0; answer < count; answer++) {
        now += everyMs;
        room.answered('a');
      }
    };
    answers(60, 2);
    expect([room.of('a', 0), room.of('a', 62), room.of('a', 63)]).toEqual([124, 62, 0]);
    // another way knows nothing of it
    expect(room.of('b', 0)).toBe(5);
    answers(30, 500);
    expect(room.of('a', 0)).toBe(5);
  });
});
