import { describe, expect, it } from 'vitest';
import { originOf } from './origin.ts';
import { address, clientIdOf, parseJson, stateFact } from './payload.ts';

describe('payloads', () => {
  it('keeps ids that a double cannot hold', () => {
    const told = parseJson('{"id":820982911946154508,"small":12,"list":[820982911946154509],"price":1.5}');
    expect(told).toEqual({ id: '820982911946154508', small: 12, list: ['820982911946154509'], price: 1.5 });
  });

  it('drops NUL, which PostgreSQL cannot keep', () => {
    expect(parseJson('{"title":"a\\u0000b"}')).toEqual({ title: 'ab' });
  });

  it('a key named __proto__ changes no object', () => {
    parseJson('{"__proto__":{"polluted":1},"id":820982911946154508}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('reads addresses in lower case and refuses what cannot be one', () => {
    expect(address(' Jane@Example.org ')).toBe('jane@example.org');
    expect(['jane', 'a b@c', '<x@y>', '', null, `${'a'.repeat(300)}@b.c`].map(address)).toEqual(Array(6).fill(null));
  });

  it('believes only a plain visitor id', () => {
    const visitor = (value: unknown) => clientIdOf([{ name: '_sandmill_visitor', value }]);
    expect(visitor('2f0d-1234-abcd')).toBe('2f0d-1234-abcd');
    expect([visitor('x'), visitor("'; drop table fact"), visitor({}), clientIdOf(null)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('two states of the same second are two facts, the same state is one', () => {
    const fact = { kind: 'checkout.changed', occurredAt: 1, identity: 'checkout:k', verified: true } as const;
    const typed = { ...fact, identity: 'email:a@b.c' } as const;
    expect(stateFact('checkout:k:changed', fact).id).toBe(stateFact('checkout:k:changed', { ...fact }).id);
    expect(stateFact('checkout:k:changed', fact).id).not.toBe(stateFact('checkout:k:changed', typed).id);
  });

  it('keeps campaign marks and paths, not the rest of an address', () => {
    const origin = originOf('/p/x?utm_source=mail&token=secret', 'https://www.google.com/search?q=jane@example.org');
    expect(origin).toEqual({ landingPage: '/p/x', referrer: 'www.google.com/search', utm: { source: 'mail' } });
    expect(originOf(null, 'not a url')).toBeUndefined();
    expect(originOf(null, null, [{ name: 'utm_campaign', value: 'autumn' }])).toEqual({ utm: { campaign: 'autumn' } });
  });

  it('knows that a step from page to page of the shop comes from nowhere, and one from its other site does not', () => {
    const page = 'https://www.shop.example/cart';
    expect(originOf(page, 'https://www.shop.example/products/mug')).toEqual({ landingPage: '/cart' });
    expect(originOf(page, 'https://shop.example/')).toEqual({ landingPage: '/cart' });
    expect(originOf(page, 'https://blog.shop.example/')).toMatchObject({ referrer: 'blog.shop.example/' });
    expect(originOf('/cart', 'https://shop.example/')).toMatchObject({ referrer: 'shop.example/' });
  });
});
