import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { openTestDevstore, type Json } from './open-test-devstore.ts';

test('a mail that is sent over SMTP can be read, found by its recipient, and survives a restart', async () => {
  const shop = openTestDevstore();
  const port = await shop.devstore.mailbox.listen(0);
  const transport = createTransport({ host: '127.0.0.1', port });
  const listUnsubscribe = '<http://localhost:4100/m/u/abc>';
  await transport.sendMail({
    from: 'Sandmill Goods <hello@example.com>',
    to: 'Ann@example.com',
    subject: 'Perché no? Your cart <waits>',
    text: 'Come back',
    html: '<p>Come <b>back</b></p><script>alert(1)</script>',
    headers: { 'List-Unsubscribe': listUnsubscribe },
  });
  await transport.sendMail({ from: 'hello@example.com', to: 'ben@example.com', subject: 'Other', text: 'x' });
  transport.close();

  const get = async (path: string) => shop.web.request(`http://localhost${path}`);
  const { messages } = (await (await get('/mailbox/api/messages?to=ann@example.com')).json()) as { messages: Json[] };
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({ subject: 'Perché no? Your cart <waits>', to: ['Ann@example.com'] });
  const mail = (await (await get(`/mailbox/api/messages/${messages[0].id}`)).json()) as Json;
  expect(mail.text.trim()).toBe('Come back');
  expect(mail.html).toContain('<b>back</b>');
  expect(mail.headers).toContainEqual({ name: 'List-Unsubscribe', value: listUnsubscribe });

  const page = await (await get(`/mailbox/${mail.id}`)).text();
  expect(page).toContain('Your cart &lt;waits&gt;');
  expect(page).toContain('sandbox=');
  const framed = await get(`/mailbox/${mail.id}/html`);
  expect(framed.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await (await get('/mailbox')).text()).toContain('Other');
  expect((await get('/mailbox/nope')).status).toBe(404);

  const again = await shop.reopen();
  expect(again.devstore.mailbox.count()).toBe(2);
});
