import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMailgun } from './mailgun.ts';
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

  it.each([
    ['hard', 'suppress-bounce', undefined, 'Not delivering to previously bounced address'],
    ['hard', 'bounce', undefined, '550 5.1.1 <ada@example.com>: no such user'],
    ['hard', 'generic', '5.1.10', '556 null MX'],
    ['soft', 'bounce', '5.7.1', '550 5.7.1 blocked for spam, see 93.5.1.1'],
    ['soft', 'suppress-unsubscribe', undefined, 'Not delivering to unsubscribed address'],
    ['soft', 'old', undefined, 'Too old'],
    ['complained', 'suppress-complaint', undefined, 'Not delivering to a user who marked your messages as spam'],
  ])('Mailgun, which stopped trying, says %s by %s %s', (kind, reason, code, message) => {
    const told = {
      signature: { timestamp: '1', token: 't', signature: 's' },
      'event-data': {
        id: 'e',
        event: 'failed',
        severity: 'permanent',
        reason,
        'delivery-status': { code: 550, message, ...(code && { 'bounce-code': code }) },
      },
    };
    expect(readMailgun(told, 1)[0]?.kind).toBe(kind);
  });

  it('keeps what a mailbox said without the addresses in it', () => {
    expect(withoutAddresses('550 5.1.1 <ada@example.com>: no\r\n such user (bob@x.y)')).toBe(
      '550 5.1.1 <…>: no such user (…)',
    );
  });
});
