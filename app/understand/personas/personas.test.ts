import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import type { Condition } from '../conditions/condition.ts';
import { appraise, createTestShop, NOW, type TestShop } from '../testing/shop.ts';
import { personaAppraiser } from './appraiser.server.ts';
import { idFor, personaInput } from './persona.ts';
import { namedPersona, personaName } from './words.ts';
import { createPersonasService, type PersonasService } from './service.server.ts';
import { createPersonasHandler, PERSONAS_TASK } from './task.server.ts';

const viewed = (times: number, windowDays?: number): Condition => ({
  version: 1,
  when: {
    type: 'facts',
    kind: 'product.viewed',
    op: 'gte',
    value: times,
    ...(windowDays !== undefined && { windowDays }),
  },
});
const input = (name: string, condition: Condition) => ({ name, description: '', picture: 'sun' as const, condition });

describe.each(DIALECTS)('personas [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  let views = 0;
  let shop: TestShop;
  let personas: PersonasService;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());
  beforeEach(async () => {
    shop = await createTestShop(test.db, `shop${shops++}`);
    personas = createPersonasService({ db: test.db, clock: shop.clock, wake: () => {} });
  });

  const view = (history = false, more: object = {}) => ({
    id: `v${views++}`,
    kind: 'product.viewed' as const,
    identity: 'client:d' as const,
    occurredAt: NOW,
    verified: false,
    subject: '1',
    data: history ? { history } : {},
    ...more,
  });
  const appraised = () => appraise(test.db, shop, [personaAppraiser]);
  /** works until the task waits for the night */
  async function fit(): Promise<void> {
    const handlers = { [PERSONAS_TASK]: createPersonasHandler({ db: test.db, clock: shop.clock }) };
    const worker = createTasksWorker({ db: test.db, clock: shop.clock, log: silentLog, handlers });
    for (let at = await worker.run(shop.shop); at !== null && at <= shop.clock.now(); at = await worker.run(shop.shop));
  }
  const shown = () =>
    test.db.read.selectFrom('contact').select(['persona', 'persona_by']).where('shop', '=', shop.shop).execute();
  const moves = () =>
    test.db.read
      .selectFrom('decision')
      .select(['before', 'after'])
      .where('shop', '=', shop.shop)
      .where('kind', '=', 'persona.moved')
      .orderBy('at')
      .execute();
  const told = (value: string) =>
    test.db.write(async (trx) => {
      const { id } = await trx
        .selectFrom('contact')
        .select('id')
        .where('shop', '=', shop.shop)
        .executeTakeFirstOrThrow();
      await trx
        .insertInto('contact_attribute')
        .values({ shop: shop.shop, contact: id, attribute: 'persona', value, at: NOW, source: 'form', fact: 'x' })
        .onConflict((conflict) => conflict.columns(['shop', 'contact', 'attribute']).doUpdateSet({ value }))
        .execute();
    });

  it('fit by the first condition that holds, and change as the profile does', async () => {
    await personas.save(shop.shop, input('Keen', viewed(3)));
    await personas.save(shop.shop, input('Curious', viewed(1)));
    await shop.hear([view()]);
    await appraised();
    expect(await shown()).toEqual([{ persona: 'curious', persona_by: 'inferred' }]);
    shop.clock.advance(1);
    await shop.hear([view(), view()]);
    await appraised();
    expect(await shown()).toEqual([{ persona: 'keen', persona_by: 'inferred' }]);
    expect(await moves()).toEqual([
      { before: null, after: 'curious' },
      { before: 'curious', after: 'keen' },
    ]);
    expect(await personas.list(shop.shop)).toMatchObject([
      { id: 'keen', contacts: 1, told: 0 },
      { id: 'curious', contacts: 0 },
    ]);
  });

  it('announce nothing of history that is read', async () => {
    await personas.save(shop.shop, input('Curious', viewed(1)));
    await shop.hear([view(true)]);
    await appraised();
    expect(await shown()).toMatchObject([{ persona: 'curious' }]);
    expect(await moves()).toEqual([]);
  });

  it('are what somebody says she is, whatever was inferred', async () => {
    await personas.save(shop.shop, input('Curious', viewed(1)));
    await personas.save(shop.shop, input('Gift giver', viewed(99)));
    await shop.hear([view()]);
    await appraised();
    await told('GIFT Giver');
    await shop.hear([view()]);
    await appraised();
    expect(await shown()).toEqual([{ persona: 'gift-giver', persona_by: 'told' }]);
    await told('no persona of this name');
    await shop.hear([view()]);
    await appraised();
    expect(await shown()).toEqual([{ persona: 'curious', persona_by: 'inferred' }]);
  });

  it('are not inferred of who wants no automated decisions', async () => {
    await personas.save(shop.shop, input('Curious', viewed(1)));
    await shop.hear([view()]);
    await shop.understand();
    await test.db.write((trx) =>
      trx.updateTable('contact').set({ automated: 0 }).where('shop', '=', shop.shop).execute(),
    );
    await appraised();
    expect(await shown()).toEqual([{ persona: null, persona_by: null }]);
  });

  it('are looked for anew when the merchant changes them, without a word of it', async () => {
    await shop.hear([view(), view(), view()]);
    await appraised();
    const keen = await personas.save(shop.shop, input('Keen', viewed(3)));
    const curious = await personas.save(shop.shop, input('Curious', viewed(1)));
    expect(await personas.fitting(shop.shop)).not.toBeNull();
    await fit();
    expect(await personas.fitting(shop.shop)).toBeNull();
    expect(await shown()).toMatchObject([{ persona: keen }]);
    await personas.move(shop.shop, curious!, -1);
    await fit();
    expect(await shown()).toMatchObject([{ persona: curious }]);
    await personas.remove(shop.shop, curious!);
    await fit();
    expect(await shown()).toMatchObject([{ persona: keen }]);
    await personas.restore(shop.shop, curious!);
    await fit();
    expect(await shown()).toMatchObject([{ persona: curious }]);
    await personas.remove(shop.shop, curious!);
    await personas.remove(shop.shop, keen!);
    await fit();
    expect(await shown()).toMatchObject([{ persona: null, persona_by: null }]);
    expect(await moves()).toEqual([]);
  });

  it('are looked at every night, for time alone may change who fits', async () => {
    await shop.hear([view()]);
    await appraised();
    await personas.save(shop.shop, input('Lately curious', viewed(1, 3)));
    await fit();
    expect(await shown()).toMatchObject([{ persona: 'lately-curious' }]);
    shop.clock.advance(6 * DAY);
    await fit();
    expect(await shown()).toMatchObject([{ persona: null }]);
    expect(await moves()).toEqual([{ before: 'lately-curious', after: null }]);
  });
});

describe('a persona', () => {
  it('has an id that can be read, its own among all', () => {
    expect(idFor('Città d’arte!', new Set())).toBe('citta-d-arte');
    expect(idFor('Gift giver', new Set(['gift-giver', 'gift-giver-2']))).toBe('gift-giver-3');
    expect(idFor('茶', new Set())).toBe('persona');
  });

  it('is named by its name as shown, or by its id', () => {
    const all = [{ id: 'gift-giver', name: 'Regala volentieri' }];
    expect(namedPersona(all, ' regala VOLENTIERI ')).toBe('gift-giver');
    expect(namedPersona(all, 'gift-giver')).toBe('gift-giver');
    expect(namedPersona(all, 'gift')).toBeNull();
  });

  it('that was taken ready-made has a name in each language, until it is renamed', () => {
    const taken = { id: 'cerca-tesori', name: 'Cerca tesori' };
    expect(personaName(taken)).toEqual({ en: 'Treasure hunter', it: 'Cerca tesori' });
    expect(namedPersona([taken], 'treasure HUNTER')).toBe('cerca-tesori');
    expect(personaName({ ...taken, name: 'Oro' })).toBe('Oro');
    expect(personaName({ id: 'own', name: 'Treasure hunter' })).toBe('Treasure hunter');
  });

  it.each([['javascript:alert(1)'], ['http://x.test/a.png'], ['face'], ['']])('has no picture like %j', (picture) => {
    expect(personaInput.safeParse({ ...input('A', viewed(1)), picture }).success).toBe(false);
  });
});
