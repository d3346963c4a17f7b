import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_KINDS, type Outcome, weigh, withoutAddresses } from './mail-event.ts';

const event = fc.record({
  kind: fc.constantFrom(...EVENT_KINDS),
  at: fc.integer({ min: 1, max: 5 }),
  detail: fc.constantFrom(null, 'a', 'b'),
});

describe('what is known of a mail', () => {
  it('is the same in whatever order and however often it is told', () => {
    fc.assert(
      fc.property(
        fc
          .array(event, { minLength: 1, maxLength: 6 })
          .chain((told) =>
            fc.tuple(
              fc.constant(told),
              fc.shuffledSubarray([...told, ...told], { minLength: 2 * told.length, maxLength: 2 * told.length }),
            ),
          ),
        ([told, again]) => {
          const all = (events: typeof told) => events.reduce<Outcome | null>((known, one) => weigh(known, one), null);
          expect(all(again)).toEqual(all(told));
        },
      ),
    );
  });

  it('stays bounced when an older "delivered" is heard late', () => {
    const bounced = weigh(null, { kind: 'hard', at: 2, detail: null });
    expect(weigh(bounced, { kind: 'delivered', at: 1, detail: null })).toBe(bounced);
  });

  it('keeps what a mailbox said without the addresses in it', () => {
    expect(withoutAddresses('550 5.1.1 <ada@example.com>: no\r\n such user (bob@x.y)')).toBe(
      '550 5.1.1 <…>: no such user (…)',
    );
  });
});
