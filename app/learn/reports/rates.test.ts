import { describe, expect, it } from 'vitest';
import { returnOf } from './money.ts';
import { rateOf, ratesOf, sumOf, wilson } from './rates.ts';

const rounded = (pair: readonly number[]) => pair.map((value) => Number(value.toFixed(4)));

describe('rates', () => {
  it('have the intervals that Newcombe (1998) published for Wilson', () => {
    expect(rounded(wilson(81, 263))).toEqual([0.2553, 0.3662]);
    expect(rounded(wilson(15, 148))).toEqual([0.0624, 0.1605]);
    expect(rounded(wilson(0, 20))).toEqual([0, 0.1611]);
    expect(rounded(wilson(1, 29))).toEqual([0.0061, 0.1718]);
  });

  it('divide by what their definition says, with the second whole beside it', () => {
    const named = ratesOf({ submitted: 200, delivered: 190, opened: 80, clicked: 20, converted: 4, unsubscribed: 1 });
    const of = (name: string) => named.find((one) => one.name === name);
    expect(of('open')?.rate.value).toBe(0.4);
    expect(of('open')?.beside?.value).toBeCloseTo(80 / 190);
    expect(of('click_through')?.rate.value).toBe(0.25);
    expect(of('click_through')?.beside?.value).toBeCloseTo(20 / 190);
    expect(of('conversion')?.rate.value).toBe(0.02);
    expect(of('unsubscribe')?.rate.value).toBe(0.005);
  });

  it('know no delivery rate where no provider tells what arrived', () => {
    expect(ratesOf({ submitted: 10, bounced_hard: 1 }).find(({ name }) => name === 'delivery')?.rate.value).toBeNull();
  });

  it('count clicks of all that was sent where nobody tells what was opened', () => {
    const counts = { submitted: 200, delivered: 160, opened: 20, clicked: 20 };
    const named = ratesOf(counts, ['sms']);
    expect(named.map(({ name }) => name)).toEqual(['delivery', 'click', 'conversion', 'bounce']);
    expect(ratesOf(counts, ['push']).map(({ name }) => name)).toEqual(['click', 'conversion']);
    expect(named[1]).toMatchObject({ rate: { value: 0.1 }, beside: { value: 0.125 } });
  });

  it('leave texts out of what opens are divided by', () => {
    const mails = { submitted: 100, delivered: 90, opened: 40, clicked: 10 };
    const all = sumOf([mails, { submitted: 300, opened: 30, clicked: 30 }]);
    expect(all).toMatchObject({ submitted: 400, delivered: 90, clicked: 40, revenue: 0 });
    const of = (name: string) => ratesOf(all, [], mails).find((one) => one.name === name)?.rate;
    expect(of('open')).toMatchObject({ count: 40, of: 100 });
    expect(of('click_through')).toMatchObject({ count: 10, of: 40 });
    expect(of('unsubscribe')).toMatchObject({ of: 400 });
  });

  it('divide by nothing that nobody tells where a journey goes out on several channels', () => {
    const names = (channels: Parameters<typeof ratesOf>[1]) =>
      ratesOf({ submitted: 9 }, channels).map(({ name }) => name);
    expect(names(['email', 'whatsapp'])).toEqual(names([]));
    expect(names(['email', 'sms'])).not.toContain('open');
    expect(names(['email', 'sms'])).not.toContain('click_through');
    expect(names(['email', 'sms'])).toContain('click');
  });

  it('say nothing of nothing, and that few are too few', () => {
    expect(rateOf(0, 0)).toMatchObject({ value: null, between: null, enough: false });
    expect(rateOf(3, 20).enough).toBe(false);
    expect(rateOf(3, 2).value).toBe(1);
  });
});

describe('what it brought', () => {
  it('sets the margin, not the revenue, against the cost', () => {
    const told = returnOf(12_000, 2_000, { goods: 2_000, known: 5_000, lines: [1_000, 500], discounts: 0 });
    expect(told).toMatchObject({ net: 10_000, cost: 1_500, margin: 6_000, marginKnown: 0.5 });
    expect(told.returnOnInvestment).toBe(3);
    expect(told.revenueOverCost).toBeCloseTo(6.667, 3);
  });

  it('takes off a discount once: as a cost, with the margin reckoned before it', () => {
    const told = returnOf(10_000, 0, { goods: 4_000, known: 10_000, lines: [500], discounts: 1_500 });
    expect(told).toMatchObject({ cost: 2_000, discounts: 1_500, margin: 7_500, returnOnInvestment: 2.75 });
  });

  it('has no return without a cost, and no margin where no goods have one', () => {
    expect(returnOf(100, 0, { goods: 0, known: 0, lines: [], discounts: 0 })).toMatchObject({
      margin: null,
      returnOnInvestment: null,
      revenueOverCost: null,
    });
  });
});
