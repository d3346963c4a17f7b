// Personal data never reaches the log, at any level: the whole loop runs, and goes wrong, with a known person in it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillShop } from './fill-shop.ts';
import { A, type OpenApp, openApp, proxyQuery, ROUTES, SECRET } from './open-app.ts';
import { ADA, adasOrder, TRACES } from './privacy-world.ts';

const lines: string[] = [];
let opened: OpenApp;

beforeAll(async () => {
  opened = await openApp({ write: (line) => void lines.push(line) });
});
afterAll(() => opened.close());

/** Her, what opens her mails, and what opens the shop. */
const forbidden = [
  ...TRACES.filter((trace) => trace !== ADA.id),
  `token-of-${A}`,
  `key-of-${A}`,
  SECRET,
  'a key for tests',
];

it('the log names nobody, at its loudest, also when things fail', async () => {
  const { app } = opened;
  const filled = await fillShop(opened, A);
  await opened.door(filled.click);
  await opened.door(filled.unsubscribe, { method: 'POST', body: new URLSearchParams({ action: 'unsubscribe' }) });
  await opened.door(
    `/proxy/decide?${proxyQuery({ blocks: 'proof,banner,recs', visitor: ADA.device, token: filled.visitor })}`,
  );
  const event = { id: 'e1', name: 'page_viewed', clientId: ADA.device, url: `https://x.test/?email=${ADA.email}` };
  await opened.door('/collect', { method: 'POST', body: JSON.stringify({ key: `key-of-${A}`, events: [event] }) });
  const chat = {
    id: 'c1',
    kind: 'chat.used',
    email: ADA.email,
    properties: { title: ADA.first, url: `/?e=${ADA.email}` },
  };
  await opened.door('/api/v1/facts', {
    method: 'POST',
    body: JSON.stringify({ facts: [chat, { ...chat, id: ADA.email }] }),
    headers: { authorization: `Bearer ${filled.apiKey}` },
  });
  for (const route of Object.keys(ROUTES)) {
    await opened.page(A, route, {
      params: { id: filled.ids.contact },
      query: `?search=${ADA.email}&id=${filled.ids.request}`,
    });
  }
  await opened.work();
  // a mail that cannot leave: nobody listens at the mail server's address
  await opened.db.write((trx) =>
    trx.updateTable('message').set({ state: 'queued', due_at: 1 }).where('shop', '=', A).execute(),
  );
  await opened.work();
  // a delivery that the database refuses, quoting it
  await opened.deliver(A, 'orders/create', adasOrder({ id: 'x'.repeat(3), line_items: 'none' }));
  await opened.deliver(A, 'orders/create', `{"email": "${ADA.email}", cut off`);
  await opened.work();
  app.admin.log.error(
    { err: new Error(`duplicate key\n(${ADA.email})`), email: ADA.email, contact: { email: ADA.email } },
    'x',
  );
  await opened.deliver(A, 'customers/redact', { customer: { id: ADA.id, email: ADA.email, phone: ADA.phone } });
  await opened.work();

  expect(lines.length).toBeGreaterThan(5);
  const secrets = [...forbidden, filled.apiKey];
  const told = lines.filter((line) => secrets.some((text) => line.toLowerCase().includes(text.toLowerCase())));
  expect(told).toEqual([]);
});
