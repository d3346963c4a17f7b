import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAdmin, type AdminPage } from './admin-page.ts';
import { readState } from './app-state.ts';
import { launchBrowser } from './browser.ts';
import { type DevstoreClient, devstoreClient, type ProductSeen } from './devstore-client.ts';
import { openShopper } from './shopper.ts';
import { until } from './step.ts';

const world = inject('world');
const NAME = 'Mugs for spring';
const SUBJECTS = { a: 'Twelve new mugs', b: 'A mug for each morning' } as const;
type Variant = keyof typeof SUBJECTS;
const VARIANTS = ['a', 'b'] as const;

interface Arrived {
  id: string;
  to: string;
  variant: Variant;
}

/** What is counted by hand, and what the app says: of each variant, money in cents. */
interface Numbers {
  submitted: number;
  opened: number;
  clicked: number;
  converted: number;
  orders: number;
  revenue: number;
  refunded: number;
}

const NOTHING: Numbers = { submitted: 0, opened: 0, clicked: 0, converted: 0, orders: 0, revenue: 0, refunded: 0 };

let browser: Browser;
let admin: AdminPage;
let devstore: DevstoreClient;

beforeAll(async () => {
  devstore = devstoreClient(world);
  await devstore.settle();
  browser = await launchBrowser();
  admin = await openAdmin(browser, world, { width: 1280 });
});
afterAll(async () => {
  await admin.close();
  await browser.close();
});

describe('the numbers of a campaign with two subjects', () => {
  it('are what was opened, clicked and bought, counted by hand', async () => {
    await build();
    await devstore.moveClock('1m');
    const tried = await arrive(2, (mails) => VARIANTS.every((variant) => of(mails, variant).length >= 2));
    const byHand: Record<Variant, Numbers> = { a: { ...NOTHING }, b: { ...NOTHING } };
    const [ann, bea] = of(tried, 'a');
    const [cleo] = of(tried, 'b');
    if (!ann || !bea || !cleo) throw new Error('too few mails to read');
    // nobody reads a mail in the second in which it comes
    await devstore.moveClock('30m');
    const bought = [await readsAndBuys(ann), await readsAndBuys(cleo)];
    await opens(bea);
    await devstore.moveClock('1m');
    await devstore.settle();

    // somebody who never clicked buys, too; and a part of one order is given back
    const other = of(tried, 'b').find((mail) => mail !== cleo);
    const product = (await devstore.get<{ products: ProductSeen[] }>('/devstore/products')).products.at(-1);
    await devstore.post('/devstore/orders', { email: other?.to, products: [{ productId: product?.id }] });
    await devstore.post(`/devstore/orders/${bought[0]}/refund`, { amount: '5.00' });
    await devstore.settle();

    // time for the test is up: b was clicked by one of its few readers, a by one of two, and the rest gets the leader
    await devstore.moveClock('61m');
    await admin.open(await pathOf('campaigns'));
    await admin.app.getByText(/led when time was up|won: it is certain/).waitFor();
    await devstore.settle();
    const { submitted } = await audience();
    const all = await arrive(submitted, () => true);

    const { orders } = await devstore.get<{ orders: Ordered[] }>('/devstore/orders?limit=20');
    for (const variant of VARIANTS) {
      const hand = byHand[variant];
      hand.submitted = of(all, variant).length;
      const readers = [ann, bea, cleo].filter((mail) => mail.variant === variant);
      hand.opened = readers.length;
      const buyers = readers.filter((mail) => mail !== bea);
      hand.clicked = buyers.length;
      for (const buyer of buyers) {
        const order = orders.find((one) => bought.includes(one.id) && one.email === buyer.to);
        if (!order) throw new Error(`the shop knows no order of ${buyer.to}`);
        hand.converted++;
        hand.orders++;
        hand.revenue += cents(order.totals.total);
        hand.refunded += order.id === bought[0] ? 500 : 0;
      }
    }
    await devstore.settle();
    expect(await counted()).toEqual(byHand);

    // what a merchant sees of it
    await admin.open(await pathOf('reports/campaign'));
    const shown = (label: string) =>
      admin.app.locator('.total-cards li', { hasText: label }).locator('.Polaris-Text--headingLg');
    const sum = (count: (numbers: Numbers) => number) => VARIANTS.reduce((all, one) => all + count(byHand[one]), 0);
    expect(await shown('Sent').textContent()).toBe(String(sum((one) => one.submitted)));
    expect(await shown('Clicked').textContent()).toBe('2');
    expect(await shown('Orders').textContent()).toBe('2');
    const net = sum((one) => one.revenue - one.refunded) / 100;
    expect((await shown('Revenue').textContent())?.replace(/[^\d.]/g, '')).toBe(net.toFixed(2));
    expect(await admin.accessibility()).toEqual([]);
    expect(await admin.sideways()).toBeLessThanOrEqual(0);
  });
});

interface Ordered {
  id: string;
  email: string | null;
  totals: { total: string };
}

const cents = (amount: string) => Math.round(Number(amount) * 100);
const of = (mails: readonly Arrived[], variant: Variant) => mails.filter((mail) => mail.variant === variant);

/** On the page on which campaigns are made. */
async function build(): Promise<void> {
  const { page, app } = admin;
  await admin.open('/app/campaigns');
  await app.getByRole('button', { name: 'Create campaign' }).first().click();
  await app.getByLabel('Name', { exact: true }).fill(NAME);
  const to = app.getByLabel('To', { exact: true });
  const fresh = await to.locator('option', { hasText: 'New subscribers' }).getAttribute('value');
  await to.selectOption(fresh ?? '');
  await app.getByLabel('Template', { exact: true }).selectOption({ label: 'Newsletter' });
  await app.getByLabel('Subject').fill(SUBJECTS.a);
  await app.getByRole('button', { name: 'Try another variant' }).click();
  await app.getByLabel('Subject').nth(1).fill(SUBJECTS.b);
  await app.getByLabel('The winner is the one that is').selectOption('clicked');
  await app.getByLabel('Wait at most so many hours').fill('1');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').first().waitFor();
  await app.getByRole('link', { name: 'Review and send' }).click();
  await app.getByText('Who gets it').waitFor();
  await app.getByRole('button', { name: 'Send now' }).click();
  await app.getByText(/It begins on/).waitFor();
}

/** Mails of the campaign, as soon as so many lie in the mailbox. */
async function arrive(least: number, enough: (mails: readonly Arrived[]) => boolean): Promise<Arrived[]> {
  return until(
    `${least} mails of the campaign`,
    async () => {
      const { messages } = await devstore.get<{ messages: { id: string; to: string[]; subject: string }[] }>(
        '/mailbox/api/messages?limit=200',
      );
      return messages.flatMap(({ id, to, subject }) => {
        const variant = VARIANTS.find((one) => SUBJECTS[one] === subject);
        return variant ? [{ id, to: to[0] ?? '', variant }] : [];
      });
    },
    (mails) => mails.length >= least && enough(mails),
  );
}

/** In a mail program that is a browser, with its pictures. @returns where the first button of the mail leads */
async function opens({ id }: Arrived) {
  const shopper = await openShopper(browser, world.devstoreOrigin);
  await shopper.page.goto(`${world.devstoreOrigin}/mailbox/${id}/html`, { waitUntil: 'networkidle' });
  return shopper;
}

/** @returns the id of her order */
async function readsAndBuys(mail: Arrived): Promise<string> {
  const shopper = await opens(mail);
  // looked at for a while
  await devstore.moveClock('2m');
  const link = shopper.page.locator('a[href*="/m/"]', { hasText: /\S/ }).filter({ visible: true }).first();
  await shopper.page.goto((await link.getAttribute('href')) ?? '', { waitUntil: 'networkidle' });
  expect(shopper.page.url()).toContain('utm_campaign=mugs-for-spring');
  const { products } = await devstore.get<{ products: ProductSeen[] }>('/devstore/products');
  // the first ones are left to those who watch what social proof says of them
  await shopper.addToCart(products.at(-1)?.handle ?? '');
  await shopper.leaveAddress(mail.to, { marketing: true });
  await shopper.pay();
  await shopper.page.context().close();
  await devstore.moveClock('2m');
  const { orders } = await devstore.get<{ orders: Ordered[] }>('/devstore/orders?limit=1');
  return orders[0]?.id ?? '';
}

const campaignOf = () =>
  readState(world.folder, (db) =>
    db.selectFrom('campaign').select(['id', 'counts']).where('name', '=', NAME).executeTakeFirstOrThrow(),
  );

const pathOf = async (page: string) => `/app/${page}/${(await campaignOf()).id}`;

async function audience(): Promise<{ submitted: number }> {
  return until(
    'the rest to have left',
    async () => ({ submitted: (JSON.parse((await campaignOf()).counts) as { treated: number }).treated }),
    ({ submitted }) => submitted > 0,
  );
}

/** What the counters of reports say of each variant. */
async function counted(): Promise<Record<Variant, Numbers>> {
  const { id } = await campaignOf();
  return readState(world.folder, async (db) => {
    const rows = await db
      .selectFrom('tally')
      .select(['subject', 'metric', (eb) => eb.fn.sum<number>('count').as('count')])
      .where(
        'subject',
        'in',
        VARIANTS.map((variant) => `variant:${id}:${variant}`),
      )
      .where('split', '=', '')
      .groupBy(['subject', 'metric'])
      .execute();
    const numbersOf = (variant: Variant) => {
      const hers = rows.filter(({ subject }) => subject.endsWith(`:${variant}`));
      const counts = hers.filter(({ metric }) => metric in NOTHING).map(({ metric, count }) => [metric, Number(count)]);
      return { ...NOTHING, ...(Object.fromEntries(counts) as Partial<Numbers>) };
    };
    return { a: numbersOf('a'), b: numbersOf('b') };
  });
}
