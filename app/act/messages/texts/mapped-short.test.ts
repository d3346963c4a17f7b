import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { givenShop, SHOP } from '../../../decide/journeys/rows-in-test.ts';
import { ManualClock } from '../../../platform/clock/clock.ts';
import { createMappedShorts } from './mapped-short.server.ts';
import { createShortTemplates } from './short-templates.server.ts';
import { blankShort, type ShortChannel, type ShortDocument } from './short-document.ts';

describe.each(DIALECTS)('a short message on the pages about it [%s]', (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    await givenShop(test.db);
  });
  afterEach(() => test.dispose());

  const templates = () => createShortTemplates({ db: test.db, clock: new ManualClock(0) });
  async function published(channel: ShortChannel, part: Partial<ShortDocument>) {
    const document = { ...blankShort('en'), title: 'T', text: 'Hi', ...part };
    const id = await templates().create(SHOP, { name: 'n', channel, locale: 'en' }, document);
    expect(await templates().publish(SHOP, id, null)).toMatchObject({ version: 1 });
    return id;
  }
  const links = (id: string, shop = SHOP) => createMappedShorts(templates()).links(shop, id, 1);

  it('has its links told by their place, as they were written, and not where they differ from contact to contact', async () => {
    const text =
      'Spring: https://a.example/spring. Yours: https://a.example/{{ contact.id }} and https://a.example/{{ contact.email }} or https://a.example/spring';
    const sms = await published('sms', { text });
    expect(await links(sms)).toEqual([
      { index: 0, url: 'https://a.example/spring' },
      { index: 1, url: null },
      { index: 2, url: null },
    ]);
    expect(await links(sms, 'another.myshopify.com')).toBeNull();
    expect(await links('none')).toBeNull();
    expect(await links(await published('push', { url: 'https://a.example/x' }))).toEqual([
      { index: 0, url: 'https://a.example/x' },
    ]);
    expect(await links(await published('push', {}))).toEqual([{ index: 0, url: null }]);
    const choosing = '{% if contact.first_name %}https://a.example/1{% endif %} https://a.example/2';
    expect(await links(await published('whatsapp', { text: choosing }))).toEqual([]);
  });

  it('is shown as it would go out: its newest version, and its draft while there is none', async () => {
    const id = await published('sms', { text: 'Sent' });
    const draft = await templates().get(SHOP, id);
    const next = { name: 'n', document: { ...blankShort('en'), text: 'Only a draft' } };
    expect(await templates().save(SHOP, id, next, draft?.revision ?? 0)).toMatchObject({ kind: 'saved' });
    expect((await templates().sendable(SHOP, id))?.document.text).toBe('Sent');
    expect(await templates().publish(SHOP, id, null)).toMatchObject({ version: 2 });
    expect((await templates().sendable(SHOP, id))?.document.text).toBe('Only a draft');
    expect((await templates().version(SHOP, id, 1))?.document.text).toBe('Sent');
    expect(await templates().version(SHOP, id, 3)).toBeNull();
    expect(await templates().version('another.myshopify.com', id, 1)).toBeNull();
    const fresh = await templates().create(SHOP, { name: 'n', channel: 'push', locale: 'en' });
    expect(await templates().sendable(SHOP, fresh)).toMatchObject({ channel: 'push', document: { text: '' } });
    expect(await templates().sendable('another.myshopify.com', id)).toBeNull();
  });
});
