import { describe, expect, it } from 'vitest';
import { goodsOf } from './goods.ts';

const line = (quantity: number, price: number, unit_cost: number | null) => ({ quantity, price, unit_cost });

describe('the goods of an order', () => {
  it('cost what each piece cost, of the part of the revenue whose cost is known', () => {
    expect(goodsOf([line(2, 3_000, 1_000), line(1, 2_000, null)], 8_000, 0)).toEqual({ cost: 2_000, known: 6_000 });
  });

  it('come back with what was refunded', () => {
    expect(goodsOf([line(2, 3_000, 1_000)], 6_000, 3_000)).toEqual({ cost: 1_000, known: 3_000 });
    expect(goodsOf([line(2, 3_000, 1_000)], 6_000, 6_000)).toEqual({ cost: 0, known: 0 });
  });

  it('are unknown where no line, no price or no cost is', () => {
    for (const lines of [[], [line(1, 0, 100)], [line(1, 500, null)]]) {
      expect(goodsOf(lines, 500, 0)).toEqual({ cost: 0, known: 0 });
    }
  });
});
