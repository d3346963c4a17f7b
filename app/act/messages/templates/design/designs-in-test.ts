// A shop with products, a checkout, an order and articles, and messages of a designed template.
import type { TestDatabase } from '../../../../../test/databases.ts';
import {
  givenCheckout,
  givenContact,
  givenFacts,
  givenOrder,
  givenShop,
  SHOP,
  START,
} from '../../../../decide/journeys/rows-in-test.ts';
import { checkoutFact, orderFact } from '../../../../decide/journeys/rows-in-test.ts';
import { ManualClock } from '../../../../platform/clock/clock.ts';
import { createSeal } from '../../../../platform/crypto/seal.ts';
import type { Database } from '../../../../platform/db/db.ts';
import { readMailShop } from '../../delivery/sender.server.ts';
import { createMailLinks } from '../../links.ts';
import { createDesignedMails, type DesignedMessage } from './designed-mails.server.ts';
import type { TemplateDocument } from './document.ts';
import { createDesignedPreviews } from './preview-designed.server.ts';
import { createTemplatesService } from './service.server.ts';

export const APP_URL = 'https://app.example';

export async function startDesigns({ db }: Pick<TestDatabase, 'db'>) {
  const clock = new ManualClock(START);
  const seal = createSeal('a key for tests that is long enough to be one');
  const links = createMailLinks({ seal, appUrl: APP_URL });
  const templates = createTemplatesService({ db, clock });
  const previews = createDesignedPreviews({ db, clock, links });
  const designed = createDesignedMails({ db, clock, seal, links });
  await givenShop(db, { settings: { brand: { address: 'Via Roma 1, Bologna' } } });
  await givenContact(db, 'ada', 'ada@example.com');
  await givenContact(db, 'bob', 'bob@example.com');

  return {
    clock,
    links,
    templates,
    previews,
    designed,
    /** a template that can be sent. @returns its id */
    async published(document: TemplateDocument, name = 'Spring sale') {
      const id = await templates.createOf(SHOP, name, document);
      const published = await templates.publish(SHOP, id, null);
      if (published.kind !== 'published') throw new Error(JSON.stringify(published));
      return id;
    },
    /** what goes out to a contact */
    async composed(template: string, contact: string, more: Partial<DesignedMessage> = {}) {
      const message: DesignedMessage = {
        shop: SHOP,
        id: `m-${contact}`,
        contact,
        template,
        template_version: 1,
        campaign: null,
        purpose: 'marketing',
        subject_id: null,
        ...more,
      };
      return db.write(async (trx) => {
        const sender = await readMailShop(trx, SHOP, 'mail@sandmill.example');
        const mail = (await designed.prepare(trx, SHOP, [message], clock.now())).get(message.id);
        return sender && mail?.compose ? mail.compose(sender) : null;
      });
    },
  };
}

export async function givenProducts(db: Database): Promise<void> {
  const product = { shop: SHOP, status: 'active', currency: 'EUR', updated_at: START };
  await db.write(async (trx) => {
    await trx
      .insertInto('product')
      .values(
        [1, 2, 3, 4].map((id) => ({
          ...product,
          id: String(id),
          title: `Product ${id}`,
          handle: `product-${id}`,
          price: id * 1000,
          image_url: `https://cdn.shopify.com/${id}.jpg`,
        })),
      )
      .execute();
    await trx
      .insertInto('variant')
      .values(
        [1, 2, 3, 4].map((id) => ({
          shop: SHOP,
          id: `${id}1`,
          product_id: String(id),
          title: 'Default Title',
          price: id * 1000,
          // the third is sold out
          inventory: id === 3 ? 0 : 5,
          updated_at: START,
        })),
      )
      .execute();
  });
}

/** Ada left a cart and had bought before; Bob did neither. */
export async function givenBaskets(db: Database): Promise<void> {
  await givenCheckout(db, 'c1', { email: 'ada@example.com' });
  await givenOrder(db, 'o1', { email: 'ada@example.com', at: START - 1000 });
  await givenFacts(db, [
    { ...checkoutFact('c1', 'ada@example.com'), contact: 'ada' },
    { ...orderFact('o1', 'ada@example.com', START - 1000), contact: 'ada' },
  ]);
  await db.write((trx) =>
    trx
      .insertInto('order_line')
      .values({
        shop: SHOP,
        order_id: 'o1',
        id: 'l1',
        product_id: '2',
        title: 'Product 2',
        quantity: 3,
        price: 2000,
        placed_at: START - 1000,
      })
      .execute(),
  );
}

export async function givenArticles(db: Database): Promise<void> {
  const article = { shop: SHOP, blog: 'News', blog_handle: 'news', tags: '[]', updated_at: START };
  await db.write(async (trx) => {
    await trx
      .insertInto('article')
      .values([
        { ...article, id: 'a', title: 'About wool', handle: 'wool', tags: '["Wool"]', published_at: START - 3000 },
        { ...article, id: 'b', title: 'About oak', handle: 'oak', tags: '["Oak"]', published_at: START - 2000 },
        {
          ...article,
          id: 'g',
          blog: 'Guides',
          blog_handle: 'guides',
          title: 'How to oil oak',
          handle: 'oil',
          published_at: START - 9000,
        },
        { ...article, id: 'c', title: 'Not yet', handle: 'later', tags: '["Wool"]', published_at: START + 2000 },
      ])
      .execute();
    await trx
      .insertInto('interest')
      .values({ shop: SHOP, contact: 'ada', kind: 'tag', name: 'wool', weight: 1, share: 900, rank: 1, last_at: START })
      .execute();
  });
}
