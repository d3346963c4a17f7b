import { expect, test } from 'vitest';
import { asker, openTestDevstore, type Json, type TestDevstore } from './open-test-devstore.ts';

const RUN = `mutation ($query: String!, $grouped: Boolean!) {
  bulkOperationRunQuery(query: $query, groupObjects: $grouped) {
    bulkOperation { id status } userErrors { code field message }
  }
}`;
const LOOK = `query ($id: ID!) { bulkOperation(id: $id) {
  id status errorCode objectCount rootObjectCount fileSize url partialDataUrl completedAt
} }`;
const PRODUCTS = '{ products { edges { node { id title variants { edges { node { id sku } } } } } } }';

function set(scopes?: string[]) {
  const shop = openTestDevstore();
  shop.devstore.adminFaults.set({ bulkPace: 0 });
  return { shop, ask: asker(shop, scopes) };
}

async function run(ask: ReturnType<typeof asker>, query: string, grouped = true): Promise<Json> {
  const { data, errors } = await ask(RUN, { query, grouped });
  expect(errors).toBeUndefined();
  return data.bulkOperationRunQuery;
}

async function finish(ask: ReturnType<typeof asker>, id: string): Promise<Json> {
  let operation: Json;
  await expect
    .poll(
      async () => {
        operation = (await ask(LOOK, { id })).data.bulkOperation;
        return operation.status;
      },
      { timeout: 5000, interval: 5 },
    )
    .toMatch(/COMPLETED|FAILED|CANCELED/);
  return operation;
}

const path = (url: string) => url.replace(/^https?:\/\/[^/]+/, 'http://localhost');
const fetchText = (shop: TestDevstore, url: string, headers = {}) => shop.web.request(path(url), { headers });

test('a bulk query ends with a file of all objects, nested ones below their parent and naming it', async () => {
  const { shop, ask } = set();
  const { bulkOperation } = await run(ask, PRODUCTS);
  expect(bulkOperation.status).toBe('CREATED');
  const done = await finish(ask, bulkOperation.id);
  const { products } = shop.devstore.store;
  const variants = products.all().flatMap((product) => product.variants);
  expect(done).toMatchObject({
    status: 'COMPLETED',
    errorCode: null,
    rootObjectCount: String(products.all().length),
    objectCount: String(products.all().length + variants.length),
  });
  const text = await (await fetchText(shop, done.url)).text();
  expect(String(Buffer.byteLength(text))).toBe(done.fileSize);
  const lines: Json[] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);
  let parent = '';
  for (const line of lines) {
    if (line.__parentId) expect(line.__parentId).toBe(parent);
    else parent = line.id;
  }
  expect(lines.filter((line) => line.__parentId)).toHaveLength(variants.length);
  expect(lines[0]).not.toHaveProperty('variants');
});

test('part of a result can be fetched; its address is signed and ends after seven days', async () => {
  const { shop, ask } = set();
  const { bulkOperation } = await run(ask, PRODUCTS);
  const { url } = await finish(ask, bulkOperation.id);
  const whole = await (await fetchText(shop, url)).text();
  const part = await fetchText(shop, url, { range: 'bytes=100-199' });
  expect(part.status).toBe(206);
  expect(await part.text()).toBe(whole.slice(100, 200));
  expect((await fetchText(shop, url, { range: `bytes=${whole.length}-` })).status).toBe(416);
  expect((await fetchText(shop, url.replace(/Signature=./, 'Signature=x'))).status).toBe(400);
  shop.devstore.clock.moveBy(8 * 86_400_000);
  expect((await fetchText(shop, url)).status).toBe(400);
  expect((await asker(shop)(LOOK, { id: bulkOperation.id })).data.bulkOperation).toMatchObject({
    status: 'EXPIRED',
    url: null,
  });
});

test('what the documentation forbids is a user error', async () => {
  const { ask } = set();
  const refused = async (query: string) => (await run(ask, query)).userErrors[0];
  expect(await refused('{ shop { name } }')).toMatchObject({
    code: 'INVALID',
    message: expect.stringMatching(/at least one connection/),
  });
  expect((await refused('{ products { edges { node { id } } } orders { edges { node { id } } } }')).message).toMatch(
    /single top-level field/,
  );
  expect(
    (await refused('{ products { edges { node { title variants { edges { node { id } } } } } } }')).message,
  ).toMatch(/must select the 'id' field/);
  expect((await refused('{ products { edges { node { id colour } } } }')).message).toMatch(/Cannot query field/);
});

test('five may run at a time, a running one can be cancelled, and failures come on demand', async () => {
  const { shop, ask } = set();
  shop.devstore.adminFaults.set({ bulkPace: 10_000 });
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push((await run(ask, PRODUCTS)).bulkOperation.id);
  expect((await run(ask, PRODUCTS)).userErrors[0].code).toBe('LIMIT_REACHED');
  const cancelled = await ask('mutation ($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } } }', {
    id: ids[0],
  });
  expect(cancelled.data.bulkOperationCancel.bulkOperation.status).toBe('CANCELING');

  const other = set();
  other.shop.devstore.adminFaults.set({ bulk: 'fail' });
  const failed = await finish(other.ask, (await run(other.ask, PRODUCTS)).bulkOperation.id);
  expect(failed).toMatchObject({ status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR', url: null });
  expect((await fetchText(other.shop, failed.partialDataUrl)).status).toBe(200);
});

test('a missing scope fails it as ACCESS_DENIED; without read_all_orders it has sixty days of orders', async () => {
  const { shop, ask } = set(['read_orders']);
  const products = await finish(ask, (await run(ask, PRODUCTS)).bulkOperation.id);
  expect(products).toMatchObject({ status: 'FAILED', errorCode: 'ACCESS_DENIED', partialDataUrl: null });
  const orders = await finish(ask, (await run(ask, '{ orders { edges { node { id } } } }')).bulkOperation.id);
  const since = shop.devstore.clock.now() - 60 * 86_400_000;
  const recent = shop.devstore.store.orders.all().filter((order) => Date.parse(order.createdAt) >= since);
  expect(orders.rootObjectCount).toBe(String(recent.length));
});

test('an app is told when it has ended, by a webhook', async () => {
  const { shop, ask } = set();
  const told: unknown[] = [];
  shop.devstore.store.listen((event) => told.push(event));
  const { bulkOperation } = await run(ask, PRODUCTS);
  await finish(ask, bulkOperation.id);
  expect(told).toEqual([expect.objectContaining({ kind: 'bulk.finished' })]);
});

test('an empty bucket and failures come on demand, and pass', async () => {
  const { shop, ask } = set();
  shop.devstore.adminFaults.set({ bucket: 100, restore: 50, throttled: 1 });
  const throttled = await ask('{ shop { name } }');
  expect(throttled.errors?.[0].extensions.code).toBe('THROTTLED');
  expect(throttled.extensions.cost).toMatchObject({
    requestedQueryCost: 1,
    throttleStatus: { maximumAvailable: 100, restoreRate: 50 },
  });
  expect((await ask('{ shop { name } }')).data.shop.name).toBeTruthy();
});
