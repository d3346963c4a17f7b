// Journeys that send a merchant's own templates: the version of the moment of queueing, and the last look of a cart's mail.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { checkoutFact, givenCheckout, givenFacts, givenOrder, SHOP } from '../../../decide/journeys/rows-in-test.ts';
import { documentWith } from '../templates/design/documents-in-test.ts';
import type { TemplateDocument } from '../templates/design/document.ts';
import { createTemplatesService, type TemplatesService } from '../templates/design/service.server.ts';
import { createShownVersions } from '../templates/design/shown-versions.server.ts';
import { createMailPreviews } from '../preview.server.ts';
import { ADA, type MessagesInTest, startMessages } from './messages-in-test.ts';

const CART = { id: 'cart', kind: 'products' as const, source: 'cart' as const, columns: 1 as const };
const say = (words: string, more: Partial<TemplateDocument> = {}) =>
  documentWith([{ id: 't', kind: 'text', html: `<p>${words}</p>` }, CART], { subject: words, ...more });

describe.each(DIALECTS)('a journey that sends a designed template [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: MessagesInTest;
  let templates: TemplatesService;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test);
    templates = createTemplatesService(rig);
    const settings = JSON.stringify({ brand: { address: 'Via Roma 1, Bologna' } });
    await rig.db.write((trx) => trx.updateTable('shop').set({ settings }).where('shop', '=', SHOP).execute());
  });
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });

  async function published(document: TemplateDocument, name = 'Come back') {
    const id = await templates.createOf(SHOP, name, document);
    expect(await templates.publish(SHOP, id, null)).toMatchObject({ kind: 'published' });
    return id;
  }
  const rows = () =>
    rig.db.read.selectFrom('message').selectAll().where('shop', '=', SHOP).orderBy('subject_id').execute();

  it('sends the version of the moment in which it was queued, with the cart and the way back to it', async () => {
    const id = await published(say('One'));
    await rig.queue('ada', 'c1', undefined, id);
    const opened = await templates.get(SHOP, id);
    await templates.saveDraft(SHOP, id, { name: 'Come back', document: say('Two') }, opened?.revision ?? 0);
    await templates.publish(SHOP, id, null);
    await templates.remove(SHOP, id);
    await rig.run();
    const [message] = await rows();
    expect(message).toMatchObject({ state: 'submitted', template: id, template_version: 1, subject_line: 'One' });
    const html = message?.body_html ?? '';
    expect(html).toContain('Linen shirt');
    expect(rig.smtp.arrived[0]?.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    // whoever follows a line of the cart has it back, by a signed link that is hers
    const token = /\/m\/c\/([\w.-]+)"[^>]*>Linen shirt</.exec(html)?.[1] ?? '';
    const click = rig.links.readClick(token);
    expect(click).toMatchObject({ shop: SHOP, message: message?.id });
    const links = JSON.parse(message?.links ?? '[]') as { url: string; storefront: boolean }[];
    expect(links[click?.link ?? -1]).toMatchObject({ url: expect.stringContaining('/checkouts/c1/recover?key=') });
    // who is queued next has what is ready by then, even though it is in no list any more
    await givenCheckout(rig.db, 'c2', { email: ADA });
    await rig.queue('ada', 'c2', undefined, id);
    expect((await rows())[1]).toMatchObject({ template: id, template_version: 2 });
  });

  it('shows each cart in its own mail, though two of one contact leave together', async () => {
    const id = await published(say('One'));
    await givenCheckout(rig.db, 'c2', { email: ADA });
    const [line] = JSON.parse(
      (await rig.db.read.selectFrom('checkout').select('lines').where('token', '=', 'c2').executeTakeFirstOrThrow())
        .lines,
    ) as object[];
    const lines = JSON.stringify([{ ...line, title: 'Wool scarf' }]);
    await rig.db.write((trx) => trx.updateTable('checkout').set({ lines }).where('token', '=', 'c2').execute());
    for (const token of ['c1', 'c2']) await rig.queue('ada', token, undefined, id);
    await rig.run();
    const [first, second] = await rows();
    expect(first?.body_html).toContain('Linen shirt');
    expect(first?.body_html).not.toContain('Wool scarf');
    expect(second?.body_html).toContain('Wool scarf');
    expect(second?.body_html).not.toContain('Linen shirt');
  });

  it('leaves nobody alone with a template that cannot be sent, and writes to nobody who has bought', async () => {
    const draft = await templates.createOf(SHOP, 'Draft', say('Draft'));
    const about = await published(say('Your order', { purpose: 'transactional' }));
    for (const [index, template] of [draft, about, 'none-of-ours'].entries()) {
      await givenCheckout(rig.db, `d${index}`, { email: ADA });
      await rig.queue('ada', `d${index}`, undefined, template);
    }
    const id = await published(say('One'));
    await rig.queue('ada', 'c1', undefined, id);
    await givenOrder(rig.db, 'o1', { email: ADA, checkout: 'c1', at: rig.clock.now() + 1 });
    await rig.run();
    const [bought, ...others] = await rows();
    expect(bought).toMatchObject({ state: 'skipped', reason: expect.stringContaining('bought') });
    expect(others.map(({ template, template_version: version }) => [template, version])).toEqual(
      others.map(() => ['recovery', null]),
    );
  });

  it('is previewed as it goes out', async () => {
    const id = await published(say('Hello {{ contact.first_name }}'));
    await givenFacts(rig.db, [{ ...checkoutFact('c1', ADA), contact: 'ada' }]);
    const versions = createShownVersions(rig);
    const previews = createMailPreviews({ db: rig.db, versions });
    const shown = await previews.preview(SHOP, { locale: 'en', contact: 'ada', template: id });
    expect(shown).toMatchObject({ subject: 'Hello Ada', person: 'ada' });
    expect(shown.html).toContain('Linen shirt');
    // what is only being edited is not shown, nor sent
    const opened = await templates.get(SHOP, id);
    await templates.saveDraft(SHOP, id, { name: 'Come back', document: say('Later') }, opened?.revision ?? 0);
    expect((await previews.preview(SHOP, { locale: 'en', contact: 'ada', template: id })).subject).toBe('Hello Ada');
    expect((await previews.preview(SHOP, { locale: 'en', contact: 'ada', template: 'gone' })).subject).toContain(
      'cart',
    );
  });
});
