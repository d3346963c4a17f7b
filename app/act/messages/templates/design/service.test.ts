import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../../test/databases.ts';
import { givenShop, SHOP } from '../../../../decide/journeys/rows-in-test.ts';
import { createSettingsService } from '../../../../shop/settings/settings-service.server.ts';
import { startDesigns } from './designs-in-test.ts';
import { documentWith } from './documents-in-test.ts';
import { createSavedBlocks } from './saved-blocks.server.ts';

const OTHER = 'other.myshopify.com';
const saying = (words: string) => documentWith([{ id: 't', kind: 'text', html: `<p>${words}</p>` }]);

describe.each(DIALECTS)('templates [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: Awaited<ReturnType<typeof startDesigns>>;

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    rig = await startDesigns(test);
  });
  afterEach(() => test.dispose());

  it('begin from a starting template, from nothing, or as a copy', async () => {
    const { templates } = rig;
    const welcome = await templates.create(SHOP, { recipe: 'welcome', locale: 'it', name: 'Benvenuto' });
    const blank = await templates.create(SHOP, { recipe: null, locale: 'en', name: '  ' });
    const copy = await templates.duplicate(SHOP, welcome ?? '', 'Copia');
    expect(await templates.create(SHOP, { recipe: 'none', locale: 'en', name: 'x' })).toBeNull();
    expect(await templates.get(SHOP, welcome ?? '')).toMatchObject({
      name: 'Benvenuto',
      locale: 'it',
      recipe: 'welcome',
      revision: 1,
      version: 0,
      changed: true,
    });
    expect(await templates.get(SHOP, blank ?? '')).toMatchObject({ name: '–', locale: 'en', recipe: null });
    expect((await templates.get(SHOP, copy ?? ''))?.document).toEqual(
      (await templates.get(SHOP, welcome ?? ''))?.document,
    );
  });

  it('are listed with the last edited first, page by page, each once', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      // two at the same instant
      if (index !== 2) rig.clock.advance(1);
      ids.unshift(await rig.templates.createOf(SHOP, `T${index}`, saying('x')));
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof rig.templates.list>> = await rig.templates.list(SHOP, after, 2);
      seen.push(...page.templates.map(({ id }) => id));
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen[0]).toBe(ids[0]);
    expect((await rig.templates.list(SHOP, 'nonsense')).templates).toHaveLength(5);
  });

  it('tell who saves over what another has saved', async () => {
    const id = await rig.templates.createOf(SHOP, 'T', saying('one'));
    const draft = { name: 'T', document: saying('two') };
    expect(await rig.templates.saveDraft(SHOP, id, draft, 1)).toEqual({ kind: 'saved', revision: 2 });
    expect(await rig.templates.saveDraft(SHOP, id, draft, 1)).toMatchObject({ kind: 'conflict', revision: 2 });
    expect(await rig.templates.saveDraft(SHOP, id, draft, 2)).toEqual({ kind: 'saved', revision: 3 });
    expect(await rig.templates.saveDraft(SHOP, 'none', draft, 1)).toEqual({ kind: 'gone' });
  });

  it('become versions that never change, and only when something has changed', async () => {
    const { templates } = rig;
    const id = await templates.createOf(SHOP, 'T', saying('one'));
    expect(await templates.publish(SHOP, id, 'user:7')).toEqual({ kind: 'published', version: 1 });
    expect(await templates.publish(SHOP, id, 'user:7')).toEqual({ kind: 'published', version: 1 });
    expect(await templates.get(SHOP, id)).toMatchObject({ version: 1, changed: false });
    await templates.saveDraft(SHOP, id, { name: 'T', document: saying('two') }, 1);
    expect(await templates.get(SHOP, id)).toMatchObject({ version: 1, changed: true });
    expect(await templates.publish(SHOP, id, null)).toEqual({ kind: 'published', version: 2 });
    expect((await templates.versions(SHOP, id)).map(({ version, who }) => [version, who])).toEqual([
      [2, null],
      [1, 'user:7'],
    ]);
    expect(await templates.takeBack(SHOP, id, 1)).toBe(true);
    expect((await templates.get(SHOP, id))?.document).toEqual(saying('one'));
    expect(await templates.takeBack(SHOP, id, 9)).toBe(false);
  });

  it('take a new brand with the next version', async () => {
    const id = await rig.published(saying('one'));
    const brand = { ...(await createSettingsService(test).get(SHOP)).brand, address: 'Elsewhere 2' };
    await createSettingsService(test).update(SHOP, { brand });
    expect(await rig.templates.get(SHOP, id)).toMatchObject({ changed: true });
    expect(await rig.templates.publish(SHOP, id, null)).toEqual({ kind: 'published', version: 2 });
    expect((await rig.composed(id, 'ada'))?.mail.text).toContain('Via Roma 1');
    expect((await rig.composed(id, 'ada', { template_version: 2 }))?.mail.text).toContain('Elsewhere 2');
  });

  it('are not made ready with an error in them', async () => {
    const id = await rig.templates.createOf(SHOP, 'T', saying('{% for i in (1..99999999) %}x{% endfor %}'));
    expect(await rig.templates.publish(SHOP, id, null)).toMatchObject({
      kind: 'faults',
      faults: [{ code: 'broken_liquid', block: 't' }],
    });
    expect(await rig.templates.versions(SHOP, id)).toEqual([]);
    expect(await rig.templates.publish(SHOP, 'none', null)).toEqual({ kind: 'gone' });
  });

  it('made ready by two at once are one version', async () => {
    const id = await rig.templates.createOf(SHOP, 'T', saying('one'));
    const both = await Promise.all([rig.templates.publish(SHOP, id, null), rig.templates.publish(SHOP, id, null)]);
    expect(both).toEqual([
      { kind: 'published', version: 1 },
      { kind: 'published', version: 1 },
    ]);
    expect(await rig.templates.versions(SHOP, id)).toHaveLength(1);
  });

  it('can be taken away and had back, and belong to one shop', async () => {
    await givenShop(test.db, { shop: OTHER });
    const id = await rig.published(saying('one'));
    await rig.templates.remove(OTHER, id);
    expect(await rig.templates.get(OTHER, id)).toBeNull();
    expect(await rig.templates.takeBack(OTHER, id, 1)).toBe(false);
    expect(await rig.templates.get(SHOP, id)).not.toBeNull();
    await rig.templates.remove(SHOP, id);
    expect(await rig.templates.get(SHOP, id)).toBeNull();
    expect((await rig.templates.list(SHOP, null)).templates).toEqual([]);
    await rig.templates.restore(SHOP, id);
    expect(await rig.templates.get(SHOP, id)).toMatchObject({ version: 1 });
  });

  it('know the attributes that the shop declared', async () => {
    await test.db.write((trx) =>
      trx
        .insertInto('attribute')
        .values({ shop: SHOP, id: 'size', label: 'Shoe size', type: 'text', created_at: 1 })
        .execute(),
    );
    const fields = await rig.templates.fields(SHOP);
    expect(fields.at(-1)).toMatchObject({ path: 'contact.attributes.size', name: { it: 'Shoe size' } });
  });

  it('have blocks to be used again', async () => {
    const blocks = createSavedBlocks({ db: test.db, clock: rig.clock });
    const [block] = saying('again').blocks;
    if (!block) throw new Error('no block');
    const id = await blocks.keep(SHOP, 'Hours', block);
    expect(await blocks.list(SHOP)).toEqual([{ id, name: 'Hours', block }]);
    expect(await blocks.list(OTHER)).toEqual([]);
    await blocks.drop(OTHER, id ?? '');
    expect(await blocks.list(SHOP)).toHaveLength(1);
    await blocks.drop(SHOP, id ?? '');
    expect(await blocks.list(SHOP)).toEqual([]);
  });
});
