import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { NewFact } from '../../listen/facts/fact.ts';
import { createTestShop, NOW, type TestShop } from '../testing/shop.ts';
import { valueFor } from './declared.ts';
import { createAttributesService } from './service.server.ts';
import { attributeKey, attributeNumber, readBirthday } from './value.ts';

describe.each(DIALECTS)('attributes [%s]', (dialect) => {
  let test: TestDatabase;
  let shop: TestShop;
  const ports = { merged: async () => {} };
  const service = () =>
    createAttributesService({ db: test.db, clock: shop.clock, wake: () => {}, wanted: new Set(), ports });
  const contactOf = async () => {
    const rows = await test.db.read.selectFrom('contact').selectAll().where('shop', '=', shop.shop).execute();
    return rows[0]!;
  };
  const listed = (id: string, at: number, attributes: Record<string, string>): NewFact => ({
    id: `import:${id}:1`,
    kind: 'contact.imported',
    occurredAt: at,
    identity: 'email:a@x.it',
    verified: true,
    subject: id,
    data: { attributes, list: { name: 'l.csv', origin: 'own' }, history: true },
  });

  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    shop = await createTestShop(test.db);
    await shop.hear([
      listed('new', NOW - 1000, { 'Shoe size': '42', birthday: '21.3.1990' }),
      listed('old', NOW - 5000, { 'shoe size': '41', Colour: 'green' }),
    ]);
    await shop.understand();
  });
  afterAll(() => test.dispose());

  const valueOf = async (id: string) => {
    const told = await service().ofContact(shop.shop, (await contactOf()).id);
    return told.find((one) => one.id === id);
  };

  it('what lists told before it was declared is there when it is, the newest, with where it came from', async () => {
    expect(await valueOf('shoe_size')).toBeUndefined();
    const declared = await service().declare(shop.shop, { label: 'Shoe size', type: 'number', choices: [] });
    expect(declared).toEqual({ state: 'declared', id: 'shoe_size' });
    expect(await valueOf('shoe_size')).toMatchObject({ value: '42', source: 'import:new', at: NOW - 1000 });
    expect(await contactOf()).toMatchObject({ birthday: '03-21', birth_year: 1990 });
    expect(await service().list('another shop')).toEqual([]);
  });

  it('a hand tells it anew, takes it away, and is asked for what the type allows', async () => {
    const { id } = await contactOf();
    expect(await service().tell(shop.shop, id, 'shoe_size', 'big', 'user:1')).toBe('wrong');
    expect(await service().tell(shop.shop, id, 'nothing', '1', 'user:1')).toBe('unknown');
    expect(await service().tell('another shop', id, 'birthday', '01-01', 'user:1')).toBe('unknown');
    expect(await service().tell(shop.shop, id, 'shoe_size', '43', 'user:1')).toBe('told');
    expect(await valueOf('shoe_size')).toMatchObject({ value: '43', source: 'user:1' });
    shop.clock.advance(1);
    await service().tell(shop.shop, id, 'shoe_size', '', 'user:1');
    expect(await valueOf('shoe_size')).toMatchObject({ value: null });
    // whatever an older list says afterwards
    await shop.hear([listed('older', NOW - 9000, { 'Shoe size': '40' })]);
    await shop.understand();
    expect(await valueOf('shoe_size')).toMatchObject({ value: null });
  });

  it('one that is removed comes back with all that was told', async () => {
    await service().declare(shop.shop, { label: 'Colour', type: 'choice', choices: ['green', 'red'] });
    await service().remove(shop.shop, 'colour');
    expect(await valueOf('colour')).toBeUndefined();
    await service().restore(shop.shop, 'colour');
    expect(await valueOf('colour')).toMatchObject({ value: 'green' });
    await service().change(shop.shop, 'colour', 'Favourite colour', ['green']);
    expect(await service().list(shop.shop)).toContainEqual({
      id: 'colour',
      label: 'Favourite colour',
      type: 'choice',
      choices: ['green'],
    });
    const again = await service().declare(shop.shop, { label: 'COLOUR', type: 'text', choices: [] });
    expect(again).toEqual({ state: 'known' });
  });
});

describe('what an attribute says', () => {
  it('is one attribute however its name is written', () => {
    expect([' Shoe size', 'shoe-size', 'SHOE_SIZE'].map(attributeKey)).toEqual(Array(3).fill('shoe_size'));
    expect(attributeKey('Città')).toBe('città');
    expect(attributeKey('!!')).toBe('');
  });

  it('is a number where it is one, whatever its type', () => {
    expect(['12', '3,5', '-1.25', 'yes', 'No', '1970-01-02', 'x', '2023-02-30'].map(attributeNumber)).toEqual([
      12,
      3.5,
      -1.25,
      1,
      0,
      1,
      null,
      null,
    ]);
  });

  it('is a birthday with or without a year', () => {
    expect(
      ['1990-03-21', '--03-21', '21/3/1990', '3/21/1990', '02-29', '2023-02-29', '31.12.'].map(readBirthday),
    ).toEqual([
      { day: '03-21', year: 1990 },
      { day: '03-21', year: null },
      { day: '03-21', year: 1990 },
      { day: '03-21', year: 1990 },
      { day: '02-29', year: null },
      null,
      null,
    ]);
  });

  it('is refused where the type does not allow it', () => {
    const of = (type: 'number' | 'date' | 'flag' | 'choice', text: string) =>
      valueFor({ id: 'x', type, choices: ['a'] }, text);
    expect([of('number', 'a'), of('date', '30.2.2020'), of('flag', 'maybe'), of('choice', 'b')]).toEqual(
      Array(4).fill(null),
    );
    expect([
      of('number', '1'),
      of('date', '2020-02-01'),
      of('flag', 'yes'),
      of('choice', 'a'),
      of('choice', ''),
    ]).toEqual(['1', '2020-02-01', 'yes', 'a', '']);
    // as lists write it
    expect([
      of('number', '3,5'),
      of('date', '21/3/1990'),
      of('flag', 'Sì'),
      of('flag', '0'),
      of('choice', 'A'),
    ]).toEqual(['3.5', '1990-03-21', 'yes', 'no', 'a']);
  });
});
