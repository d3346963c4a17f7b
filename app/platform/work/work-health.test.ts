import { expect, it } from 'vitest';
import { ManualClock, MINUTE } from '../clock/clock.ts';
import { silentLog } from '../log/log.ts';
import { createWorkHealth } from './work-health.server.ts';

const clock = new ManualClock('2026-11-21T12:00:00Z');
const start = clock.now();

function health(rows: Record<string, { shop: string; at: number }[]>) {
  const workers = Object.entries(rows).map(([kind, pending]) => ({ kind, pending: async () => pending }));
  return createWorkHealth({ clock, log: silentLog, workers });
}

it('tells how long the oldest work of a shop is overdue, and calls it stalled after five minutes', async () => {
  const { ofShop, ofAll } = health({
    inbox: [
      { shop: 'a', at: start - MINUTE },
      { shop: 'b', at: start - 7 * MINUTE },
    ],
    messages: [
      { shop: 'a', at: start - 2 * MINUTE },
      { shop: 'a', at: start - 3 * MINUTE },
      { shop: 'b', at: start + MINUTE },
    ],
  });
  expect(await ofShop('a')).toEqual({
    behind: [
      { kind: 'messages', since: start - 3 * MINUTE, age: 3 * MINUTE },
      { kind: 'inbox', since: start - MINUTE, age: MINUTE },
    ],
    stalled: false,
  });
  expect((await ofShop('b')).stalled).toBe(true);
  expect(await ofShop('c')).toEqual({ behind: [], stalled: false });
  expect((await ofAll()).map(({ kind, age }) => [kind, age / MINUTE])).toEqual([
    ['inbox', 7],
    ['messages', 3],
  ]);
});

it('asks the rows anew after a moment, and goes on when one kind cannot be asked', async () => {
  let asked = 0;
  const { ofShop } = createWorkHealth({
    clock,
    log: silentLog,
    workers: [
      { kind: 'broken', pending: () => Promise.reject(new Error('no such table')) },
      {
        kind: 'inbox',
        async pending() {
          asked++;
          return [{ shop: 'a', at: start - asked }];
        },
      },
    ],
  });
  await Promise.all([ofShop('a'), ofShop('b')]);
  expect(asked).toBe(1);
  clock.advance(3000);
  expect((await ofShop('a')).behind).toMatchObject([{ kind: 'inbox', since: start - 2 }]);
});
