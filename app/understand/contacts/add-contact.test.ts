import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import { markErased } from '../../shop/privacy/erasure-marks.server.ts';
import { createContactAdder, type NewContact } from './add-contact.server.ts';
import { createContactsService } from './service.server.ts';

const SHOP = 'a.myshopify.com';
const ANN = { email: 'ann@example.com', firstName: 'Ann', lastName: null, tags: ['till'], consentNote: null };

describe.each(DIALECTS)('a contact added by hand [%s]', (dialect) => {
  let test: TestDatabase;
  const clock = new ManualClock('2026-11-01T10:00:00Z');
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    const shop = { shop: SHOP, name: 'A', currency: 'EUR', timezone: 'UTC', ingest_key: 'k', installed_at: 1 };
    await test.db.write((trx) => trx.insertInto('shop').values(shop).execute());
  });
  afterEach(() => test.dispose());

  const add = (told: NewContact) =>
    createContactAdder({ db: test.db, clock, wanted: new Set(), ports: { merged: async () => {} } })(SHOP, told);
  const contact = () => test.db.read.selectFrom('contact').selectAll().where('shop', '=', SHOP).execute();

  it('is there at once with name and tags, and without consent unless it is noted how it was given', async () => {
    const added = await add(ANN);
    const [row] = await contact();
    expect(row).toMatchObject({ email: ANN.email, first_name: 'Ann', stage: 'lead', email_consent: 'not_subscribed' });
    expect(added).toEqual({ state: 'added', contact: row?.id });
    expect(await test.db.read.selectFrom('contact_tag').select('tag').execute()).toEqual([{ tag: 'till' }]);
    await add({ ...ANN, email: 'bea@example.com', consentNote: 'asked at the till' });
    const [entry] = await test.db.read.selectFrom('consent').selectAll().execute();
    expect(entry).toMatchObject({ state: 'subscribed', source: 'merchant', identity: 'email:bea@example.com' });
    expect(JSON.parse(entry?.evidence ?? '')).toEqual({ note: 'asked at the till' });
  });

  it('has the attributes that were written down', async () => {
    await add({ ...ANN, attributes: { birthday: '1990-03-21', shoe_size: '38' } });
    expect(await contact()).toMatchObject([{ birthday: '03-21', birth_year: 1990 }]);
    const told = test.db.read.selectFrom('contact_attribute').select(['attribute', 'value', 'source']);
    expect(await told.orderBy('attribute').execute()).toEqual([
      { attribute: 'birthday', value: '1990-03-21', source: 'hand' },
      { attribute: 'shoe_size', value: '38', source: 'hand' },
    ]);
  });

  it('has the consent that was noted on its timeline, as it is', async () => {
    await add({ ...ANN, consentNote: 'asked at the till' });
    const [row] = await contact();
    const { entries } = await createContactsService({ db: test.db, clock }).timeline(SHOP, row!.id, {});
    expect(entries.find(({ kind }) => kind === 'consent.changed')).toMatchObject({ about: 'subscribed' });
  });

  it('who is here already stays as she is', async () => {
    const first = await add(ANN);
    const before = await contact();
    const again = await add({ ...ANN, firstName: 'Anna', consentNote: 'asked at the till' });
    expect(again).toEqual({ ...first, state: 'known' });
    expect(await contact()).toEqual(before);
  });

  it('is nobody who asked to be erased', async () => {
    await test.db.write((trx) => markErased(trx, SHOP, [`email:${ANN.email}`], clock.now() - 1));
    expect(await add(ANN)).toEqual({ state: 'erased' });
    expect(await contact()).toEqual([]);
  });
});
