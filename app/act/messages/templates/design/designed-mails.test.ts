import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../../test/databases.ts';
import { givenCheckout, givenOrder, SHOP, START } from '../../../../decide/journeys/rows-in-test.ts';
import { DAY } from '../../../../platform/clock/clock.ts';
import { readMailShop } from '../../delivery/sender.server.ts';
import { APP_URL, givenArticles, givenBaskets, givenProducts, startDesigns } from './designs-in-test.ts';
import { withoutBlockMarks } from './block-marks.ts';
import { documentWith } from './documents-in-test.ts';
import { documentOf } from './recipes/recipes.ts';

const tagged = (tag: string) => ({ version: 1 as const, when: { type: 'tag' as const, tag } });
const MESSAGE = {
  shop: SHOP,
  contact: 'ada',
  template_version: 1,
  campaign: null,
  purpose: 'marketing',
  subject_id: null,
};

describe.each(DIALECTS)('designed mails as they go out [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: Awaited<ReturnType<typeof startDesigns>>;

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    rig = await startDesigns(test);
  });
  afterEach(() => test.dispose());

  it('have signed links with UTM, the way out in one click, and a dot', async () => {
    const id = await rig.published(
      documentWith([{ id: 'b', kind: 'button', text: 'Go', href: '{{ shop.url }}/sale?a=1' }], {
        subject: 'Hi {{ contact.first_name }}',
      }),
    );
    const composed = await rig.composed(id, 'ada');
    expect(composed?.mail).toMatchObject({ to: 'ada@example.com', subject: 'Hi Ada' });
    expect(composed?.mail.headers?.['List-Unsubscribe']).toMatch(/^<https:\/\/app\.example\/m\/u\/[\w.-]+>$/);
    expect(composed?.mail.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const tokens = [...(composed?.mail.html.matchAll(/\/m\/c\/([\w.-]+)/g) ?? [])].map(([, token = '']) =>
      rig.links.readClick(token),
    );
    expect(tokens.at(-1)).toEqual({ shop: SHOP, message: 'm-ada', link: 1 });
    expect(composed?.links[1]).toEqual({
      url: 'https://corner.example/sale?a=1&utm_source=sandmill&utm_medium=email&utm_campaign=spring-sale',
      storefront: true,
    });
    expect(composed?.mail.html).toContain(`${APP_URL}/m/o/`);
    expect(composed?.mail.html).not.toContain('corner.example/sale');
    expect(composed?.mail.text).not.toContain('corner.example/sale');
  });

  it('differ in nothing but tokens from their preview', async () => {
    await givenProducts(test.db);
    await givenBaskets(test.db);
    await test.db.write((trx) =>
      trx.insertInto('contact_tag').values({ shop: SHOP, contact: 'ada', tag: 'vip', at: START }).execute(),
    );
    const written = fc.stringMatching(/^[a-z <>&"'{}%\u00e8\u4e2d]{0,16}$/).filter((text) => !/\{[{%]/.test(text));
    await fc.assert(
      fc.asyncProperty(written, written, async (name, text) => {
        await test.db.write((trx) =>
          trx.updateTable('contact').set({ first_name: name }).where('id', '=', 'ada').execute(),
        );
        const document = documentWith(
          [
            { id: 'h', kind: 'heading', text: `{{ contact.first_name }} ${text}` },
            {
              id: 't',
              kind: 'text',
              html: '<p><a href="https://corner.example/x?n={{ contact.first_name | url_encode }}">x</a></p>',
              condition: tagged('vip'),
            },
            { id: 'p', kind: 'products', source: 'cart' },
            { id: 'o', kind: 'products', source: 'order', columns: 1 },
          ],
          { subject: `${text || 'Hi'} {{ contact.first_name }}` },
        );
        const id = await rig.published(document);
        const preview = await rig.previews.preview(SHOP, document, 'ada');
        const marked = await rig.previews.preview(SHOP, document, 'ada', { marks: true });
        const composed = await rig.composed(id, 'ada');
        if (!composed) throw new Error('not composed');
        const where = (address: string) => {
          const click = rig.links.readClick(address.split('/m/c/')[1] ?? '');
          return click ? (composed.links[click.link]?.url ?? '') : '#';
        };
        const bare = (target: string) =>
          target.replace(/[?&]utm_source=sandmill&utm_medium=email&utm_campaign=spring-sale/, '');
        const plain = (mail: string) =>
          mail.replace(/https:\/\/app\.example\/m\/[cup]\/[\w.-]+/g, (address) => bare(where(address)));
        const html = composed.mail.html.replace(
          /<div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden[\s\S]*?<\/div><img [^>]*>(?=<\/body>)/,
          '',
        );
        expect(composed.mail.subject).toBe(preview.subject);
        // what tells the editor where blocks stand is all that it has more
        for (const { id: block } of document.blocks) expect(marked.html).toContain(`<!--block:${block}-->`);
        // (what Outlook alone reads is written in one go where nothing stands between)
        const inOneGo = (html: string) =>
          html.replace(/<!\[endif\]-->\s*<!--\[if mso \| IE\]>/g, '').replace(/\s+/g, ' ');
        expect(inOneGo(withoutBlockMarks(marked.html))).toBe(inOneGo(preview.html));
        expect(plain(composed.mail.text)).toBe(preview.text);
        // an address in HTML has its & escaped
        expect(plain(html).replaceAll('&amp;', '&')).toBe(preview.html.replaceAll('&amp;', '&'));
      }),
      { numRuns: 8 },
    );
  });

  it('show each contact what is hers, in one reading for all', async () => {
    await givenProducts(test.db);
    await givenBaskets(test.db);
    await givenArticles(test.db);
    const id = await rig.published(
      documentWith([
        { id: 'c', kind: 'products', source: 'cart', columns: 1 },
        { id: 'o', kind: 'products', source: 'order' },
        { id: 'p', kind: 'products', source: 'picked', products: ['4', '3', '1', '99'] },
        { id: 'r', kind: 'products', source: 'recommended', most: 2 },
        { id: 'a', kind: 'articles', source: 'interest', most: 1 },
        { id: 'g', kind: 'articles', blog: 'guides' },
        { id: 't', kind: 'text', html: '<p>{{ cart.count }} pieces for {{ cart.total }}</p>' },
      ]),
    );
    const ada = (await rig.composed(id, 'ada'))?.mail.text ?? '';
    expect(ada).toContain('- Linen shirt (M / sand): 2 x €49.00');
    expect(ada).toContain('- Product 2: 3 x €20.00');
    expect(ada).toContain('About wool');
    expect(ada).toContain('3 pieces for €123.00');
    // at today's price, in the order of picking; what is sold out or gone is not offered
    expect(ada.match(/- Product [134]: .*/g)?.slice(0, 2)).toEqual(['- Product 4: €40.00', '- Product 1: €10.00']);
    expect(ada).not.toContain('Product 3');
    const bob = (await rig.composed(id, 'bob'))?.mail.text ?? '';
    expect(bob).not.toMatch(/Linen shirt|Product 2: 3/);
    expect(bob).toContain('About oak');
    expect(bob).not.toContain('Not yet');
    // what stands in one blog only
    expect(bob.match(/How to oil oak/g)).toHaveLength(1);
    expect(await rig.templates.blogs(SHOP)).toEqual([
      { handle: 'guides', name: 'Guides' },
      { handle: 'news', name: 'News' },
    ]);
  });

  it('are about the checkout that a journey names, and never about one that was bought', async () => {
    await givenBaskets(test.db);
    const id = await rig.published(documentOf('cart-1', 'en') ?? documentWith([]));
    const asked = await rig.composed(id, 'bob', { subject_id: 'c1' });
    expect(asked?.mail.text).toContain('Linen shirt');
    expect(asked?.links.flatMap((link) => link?.url ?? []).join(' ')).toContain('/checkouts/c1/recover?key=secret');
    const shows = async (contact: string) =>
      (await rig.composed(id, contact, { subject_id: 'c1' }))?.mail.text.includes('Linen shirt');
    // bought by the cart, though nobody told that the checkout ended
    await givenOrder(test.db, 'o2', { at: START + 1000, counted: 0 });
    await test.db.write((trx) => trx.updateTable('checkout').set({ cart_token: 'k1' }).execute());
    expect(await shows('bob')).toBe(true);
    await test.db.write((trx) => trx.updateTable('orders').set({ cart_token: 'k1' }).where('id', '=', 'o2').execute());
    expect(await shows('bob')).toBe(false);
    await test.db.write((trx) => trx.deleteFrom('orders').where('id', '=', 'o2').execute());
    // or she bought something else since
    await givenOrder(test.db, 'o3', { email: 'bob@example.com', at: START + 1000 });
    expect([await shows('bob'), await shows('ada')]).toEqual([false, true]);
    await test.db.write((trx) => trx.updateTable('checkout').set({ completed_at: START }).execute());
    expect(await shows('ada')).toBe(false);
  });

  it('are about two carts of one contact in one batch, each about its own', async () => {
    await givenBaskets(test.db);
    await givenCheckout(test.db, 'c2', { email: 'ada@example.com' });
    const id = await rig.published(documentOf('cart-1', 'en') ?? documentWith([]));
    const message = { ...MESSAGE, template: id };
    const about = (subject: string) => ({ ...message, id: subject, subject_id: subject });
    const mails = await test.db.write((trx) => rig.designed.prepare(trx, SHOP, ['c1', 'c2'].map(about), START));
    const sender = await test.db.write((trx) => readMailShop(trx, SHOP, 'mail@sandmill.example'));
    for (const subject of ['c1', 'c2']) {
      const composed = sender && mails.get(subject)?.compose?.(sender);
      expect(composed?.links.flatMap((link) => link?.url ?? []).join(' ')).toContain(`/checkouts/${subject}/recover`);
    }
  });

  it('of a version that can be read no more are none, and do not hold up those beside it', async () => {
    const [bad, good] = [await rig.published(documentWith([])), await rig.published(documentWith([]))];
    await test.db.write((trx) =>
      trx.updateTable('template_version').set({ html: '{{ oops' }).where('template', '=', bad).execute(),
    );
    const of = (template: string) => ({ ...MESSAGE, id: template, template });
    const mails = await test.db.write((trx) => rig.designed.prepare(trx, SHOP, [bad, good].map(of), START));
    expect(mails.get(bad)?.compose).toBeNull();
    expect(mails.get(good)?.address).toBe('ada@example.com');
  });

  it('choose nothing by the behaviour of who wants no automated decisions', async () => {
    await givenArticles(test.db);
    await test.db.write(async (trx) => {
      await trx.updateTable('contact').set({ automated: 0, devices: 5 }).where('id', '=', 'ada').execute();
      await trx.insertInto('contact_tag').values({ shop: SHOP, contact: 'ada', tag: 'vip', at: START }).execute();
    });
    const often = {
      version: 1 as const,
      when: { type: 'number' as const, field: 'devices' as const, op: 'gte' as const, value: 0 },
    };
    const id = await rig.published(
      documentWith([
        { id: 'a', kind: 'articles', source: 'interest', most: 1 },
        { id: 'often', kind: 'text', html: '<p>OFTEN</p>', condition: often },
        { id: 'vip', kind: 'text', html: '<p>VIP</p>', condition: tagged('vip') },
        {
          id: 'said',
          kind: 'text',
          html: '<p>[{{ contact.stage }}{{ contact.rfm_group }}{{ contact.orders }}{{ contact.spent }}]</p>',
        },
      ]),
    );
    const composed = await rig.composed(id, 'ada');
    expect(composed?.mail.text).toContain('[]');
    expect((await rig.composed(id, 'bob'))?.mail.text).toMatch(/\[lead.*0€0\.00\]/);
    expect(composed?.mail.text).toContain('About oak');
    expect(composed?.mail.text).not.toContain('OFTEN');
    expect(composed?.mail.text).toContain('VIP');
    // and nobody watches what she does with it
    expect(composed?.mail.html).not.toContain('/m/o/');
  });

  it('stay as they were published while somebody edits', async () => {
    const id = await rig.published(documentWith([{ id: 't', kind: 'text', html: '<p>First</p>' }]));
    const opened = await rig.templates.get(SHOP, id);
    const edited = documentWith([{ id: 't', kind: 'text', html: '<p>Second</p>' }]);
    await rig.templates.saveDraft(SHOP, id, { name: 'Spring sale', document: edited }, opened?.revision ?? 0);
    expect((await rig.composed(id, 'ada'))?.mail.text).toContain('First');
    await rig.templates.publish(SHOP, id, 'user:1');
    expect((await rig.composed(id, 'ada'))?.mail.text).toContain('First');
    expect((await rig.composed(id, 'ada', { template_version: 2 }))?.mail.text).toContain('Second');
    await rig.templates.remove(SHOP, id);
    expect((await rig.composed(id, 'ada', { template_version: 2 }))?.mail.text).toContain('Second');
  });

  it('take another subject where subjects are tested, and another campaign’s name', async () => {
    const id = await rig.published(documentWith([{ id: 'b', kind: 'button', text: 'Go', href: '{{ shop.url }}' }]));
    await test.db.write((trx) =>
      trx
        .insertInto('campaign')
        .values({ shop: SHOP, id: 'k', name: 'May: B', created_at: 1, updated_at: 1 })
        .execute(),
    );
    const composed = await rig.composed(id, 'ada', { subject: '{{ contact.first_name }}?', campaign: 'k' });
    expect(composed?.mail.subject).toBe('Ada?');
    expect(composed?.links[0]?.url).toContain('utm_campaign=may-b');
    expect(composed?.mail.headers?.['Feedback-ID']).toBe('k:corner:sandmill');
  });

  it('count down to an hour of the shop, and say when it is over', async () => {
    const id = await rig.published(
      documentWith([{ id: 'd', kind: 'countdown', until: '2026-03-04T18:00', text: 'Ends', over: 'It is over' }]),
    );
    const before = await rig.composed(id, 'ada');
    expect(before?.mail.text).toContain('Ends 4 March 2026 at 18:00');
    const token = /\/m\/t\/([\w.-]+)\.png/.exec(before?.mail.html ?? '')?.[1] ?? '';
    expect(rig.links.readCountdown(token)).toMatchObject({ shop: SHOP, until: Date.parse('2026-03-04T17:00:00Z') });
    const told = async () => {
      const document = (await rig.templates.get(SHOP, id))?.document;
      return (
        document && (await rig.previews.preview(SHOP, document, null)).faults.map(({ code, block }) => [code, block])
      );
    };
    expect(await told()).toEqual([]);
    rig.clock.advance(3 * DAY);
    expect((await rig.composed(id, 'ada'))?.mail.text).toContain('It is over');
    expect(await told()).toEqual([['over', 'd']]);
    for (const until of ['2026-02-31T18:00', '2026-03-04T25:61']) {
      expect(() => documentWith([{ id: 'd', kind: 'countdown', until }])).toThrow();
    }
  });

  it('leave out whom and what is not there', async () => {
    const id = await rig.published(documentWith([]));
    expect(await rig.composed(id, 'nobody')).toBeNull();
    expect(await rig.composed(id, 'ada', { template_version: 7 })).toBeNull();
    expect(await rig.composed('no-such-template', 'ada')).toBeNull();
  });
});
