// npm run demo -- --check: the whole loop, driven in a browser, on a local Shopify.
import { createHmac, randomUUID } from 'node:crypto';
import { isHistoryRead, partsThatDiffer, personState, wholeState } from './app-state.ts';
import { launchBrowser } from './browser.ts';
import { devstoreClient, type ProductSeen, type World } from './devstore-client.ts';
import { openShopper, type Shopper } from './shopper.ts';
import { createSteps, expect, StepFailed, until } from './step.ts';

export interface CheckContext extends World {
  /** where the demo keeps its data */
  folder: string;
}

interface Delivery {
  id: string;
  topic: string;
  body: string;
}

/** @returns whether every step held; each is printed with its time */
export async function runCheck(context: CheckContext): Promise<boolean> {
  const browser = await launchBrowser();
  try {
    return await walk(context, await openShopper(browser, context.devstoreOrigin));
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(`\n${error.message}`);
    return false;
  } finally {
    await browser.close();
  }
}

async function walk(world: CheckContext, shopper: Shopper): Promise<boolean> {
  const { step, done } = createSteps((line) => console.log(line));
  const devstore = devstoreClient(world);
  const email = `ada.${randomUUID().slice(0, 8)}@example.com`;
  const person = () => personState(world.folder, email);
  const { page } = shopper;
  let product: ProductSeen | undefined;
  let defaultBanner = '';
  let mailLink = '';
  let unsubscribeLink = '';

  await step('the history is read: contacts, orders, RFM groups', async () => {
    await until(
      'the history',
      () => isHistoryRead(world.folder),
      (read) => read,
      120_000,
    );
    await devstore.settle();
  });
  await step('a shopper browses, accepts the pixel, and sees the default banner', async () => {
    await shopper.open('/?utm_source=newsletter&utm_medium=email&utm_campaign=autumn');
    await shopper.acceptCookies();
    await shopper.open('/');
    defaultBanner = await shopper.bannerTitle();
    expect(defaultBanner !== '', 'the banner block is empty');
  });
  await step('social proof is silent about a product that only two people bought', async () => {
    product = await quietProduct(shopper, devstore);
    for (const buyer of ['first', 'second']) {
      await devstore.post('/devstore/orders', { email: `${buyer}.${email}`, products: [{ productId: product.id }] });
    }
    await devstore.settle();
    await devstore.moveClock('1m');
    await shopper.open(`/products/${product.handle}`);
    expect((await shopper.proofText()) === '', `two purchases are shown: ${await shopper.proofText()}`);
  });
  await step('she puts it in the cart and leaves at the checkout, having given her address', async () => {
    await shopper.addToCart(product?.handle ?? '');
    await shopper.leaveAddress(email, { marketing: true });
    await devstore.settle();
    // she has shown that she means to buy
    const state = await until('a contact with her address, about to buy', person, (found) => found?.stage === 'sql');
    expect(state?.enrolments.length === 1, 'the recovery journey did not begin');
  });
  await step('nothing is sent within the hour', async () => {
    await devstore.moveClock('40m');
    await devstore.settle();
    expect((await devstore.mails(email)).length === 0, 'a mail came too early');
  });
  await step(
    'an hour later the recovery mail is in her mailbox, with the picture and one-click unsubscribe',
    async () => {
      await devstore.moveClock('25m');
      const [mail] = await until(
        'one mail',
        () => devstore.mails(email),
        (mails) => mails.length > 0,
      );
      // a moment after it arrived; the clock must not move before
      await until('that it has left', person, (found) => found?.left === 1);
      const seen = await devstore.mail(mail?.id ?? '');
      const header = (name: string) => seen.headers.find((one) => one.name.toLowerCase() === name)?.value ?? '';
      expect(seen.html.includes(product?.title ?? '?'), 'the product is not in the mail');
      expect(/<img[^>]+alt="[^"]+/.test(seen.html), 'the mail has no picture with a description');
      expect(seen.text.includes('/m/c/'), 'the text part has no link');
      expect(header('list-unsubscribe-post') === 'List-Unsubscribe=One-Click', 'one-click unsubscribe is missing');
      unsubscribeLink = /<(http[^>]+)>/.exec(header('list-unsubscribe'))?.[1] ?? '';
      mailLink = /href="([^"]*\/m\/c\/[^"]+)"[^>]*>\s*Return to your cart/.exec(seen.html)?.[1] ?? '';
      expect(mailLink !== '' && unsubscribeLink !== '', 'the links are missing');
    },
  );
  await step('its link restores the checkout', async () => {
    // a click in the moment of the mail's leaving may be a scanner's
    await devstore.moveClock('1m');
    await page.goto(mailLink, { waitUntil: 'networkidle' });
    await page.waitForURL(/\/checkouts\//);
    expect((await page.textContent('body'))?.includes(product?.title ?? '?'), 'the checkout lost its lines');
  });
  await step('she buys', async () => {
    const field = page.locator('#email');
    if (await field.isVisible()) await page.locator('form:has(#email) button.button').click();
    await shopper.pay();
    await devstore.settle();
  });
  await step('the journey ends, the order is credited as recovered, her RFM group moves', async () => {
    // whose click it was is said half a minute later
    await devstore.moveClock('1m');
    const state = await until('the credit', person, (found) => (found?.credits.length ?? 0) === 1);
    expect(
      state?.enrolments.every((one) => one.state !== 'waiting'),
      'the journey still waits',
    );
    expect(state?.stage === 'customer' && state.orders === 1, `she is ${state?.stage} with ${state?.orders} orders`);
    expect(state?.group !== 'prospects', 'her RFM group did not move');
  });
  await step('social proof rises', async () => {
    await devstore.moveClock('1m');
    await shopper.open(`/products/${product?.handle}`);
    const text = await until('the line', shopper.proofText, (found) => found !== '', 5000);
    expect(text.includes('3'), `it says: ${text}`);
  });
  await step('the banner changes for her', async () => {
    await shopper.open('/');
    await until('another banner', shopper.bannerTitle, (title) => title !== defaultBanner, 5000);
  });
  await step('a forged webhook is refused with 401, a forged proxy call too', async () => {
    expect(
      (await deliver(world, { id: randomUUID(), topic: 'orders/create', body: '{}' }, 'wrong')) === 401,
      'it was taken',
    );
    const forged = new URLSearchParams({
      shop: world.shop,
      timestamp: String(Math.floor(Date.now() / 1000)),
      blocks: 'recs',
      signature: 'a'.repeat(64),
    });
    const refused = await fetch(`${world.appOrigin}/proxy/decide?${forged}`);
    expect(refused.status === 401 || refused.status === 400, `the forged proxy call answered ${refused.status}`);
  });
  await step('the same webhooks ten times in any order change nothing', async () => {
    const before = await wholeState(world.folder);
    const { deliveries } = await devstore.get<{ deliveries: Delivery[] }>('/devstore/webhooks?limit=12&payload=1');
    expect(deliveries.length > 0 && deliveries.every((one) => one.body), 'the devstore tells no payloads');
    const again = Array.from({ length: 10 }, (_, round) =>
      deliveries.map((one) => ({ ...one, id: round % 2 ? one.id : randomUUID(), order: Math.random() })),
    );
    for (const one of again.flat().sort((a, b) => a.order - b.order)) {
      expect((await deliver(world, one, world.apiSecret)) === 200, 'a repeated webhook was refused');
    }
    await devstore.settle();
    const changed = partsThatDiffer(before, await wholeState(world.folder));
    expect(changed === '', `the state changed: ${changed}`);
  });
  await step('she unsubscribes in one click', async () => {
    const opened = await fetch(unsubscribeLink);
    expect(opened.ok, 'the confirm page does not open');
    const response = await fetch(unsubscribeLink, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(response.ok, `it answered ${response.status}`);
  });
  await step('and gets no further mail', async () => {
    const before = (await devstore.mails(email)).length;
    await shopper.addToCart(product?.handle ?? '');
    await shopper.leaveAddress(email, { marketing: false });
    await devstore.settle();
    await devstore.moveClock('2h');
    await devstore.settle();
    expect((await devstore.mails(email)).length === before, 'another mail was sent');
  });
  return done();
}

/** A product in stock of which the shop has sold nothing lately, so that its first numbers can be watched. */
async function quietProduct(shopper: Shopper, devstore: ReturnType<typeof devstoreClient>): Promise<ProductSeen> {
  const { products } = await devstore.get<{ products: ProductSeen[] }>('/devstore/products?limit=400');
  for (const product of products) {
    await shopper.open(`/products/${product.handle}`);
    if (!(await shopper.page.locator('button[name=add]').isEnabled())) continue;
    if ((await shopper.proofText()) === '') return product;
  }
  throw new Error('every product is talked about');
}

async function deliver({ appOrigin, shop }: World, { id, topic, body }: Delivery, secret: string): Promise<number> {
  const response = await fetch(`${appOrigin}/webhooks`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': shop,
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': id,
      'x-shopify-event-id': id,
      'x-shopify-triggered-at': new Date().toISOString(),
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    },
  });
  return response.status;
}
