import type { Register } from '../devstore.ts';
import { listPage, mailPage } from './pages.ts';

/** Pages at `/mailbox`, JSON at `/mailbox/api/messages`. */
export const registerMailbox: Register = (app, { mailbox }) => {
  app.get('/mailbox/api/messages', (c) => {
    const to = c.req.query('to');
    const limit = Number(c.req.query('limit') ?? 200);
    return c.json({ messages: mailbox.list({ limit, ...(to ? { to } : {}) }) });
  });
  app.get('/mailbox/api/messages/:id', (c) => {
    const mail = mailbox.get(c.req.param('id'));
    return mail ? c.json(mail) : c.json({ error: 'There is no such message.' }, 404);
  });
  app.delete('/mailbox/api/messages', (c) => {
    mailbox.clear();
    return c.body(null, 204);
  });

  app.get('/mailbox', (c) => {
    const to = c.req.query('to') ?? '';
    return c.html(listPage(mailbox.list(to ? { to } : {}), to));
  });
  app.get('/mailbox/:id', (c) => {
    const mail = mailbox.get(c.req.param('id'));
    return mail ? c.html(mailPage(mail)) : c.notFound();
  });
  app.get('/mailbox/:id/html', (c) => {
    const mail = mailbox.get(c.req.param('id'));
    if (!mail?.html) return c.notFound();
    // Links open outside of the frame, as in a mail program; the message itself may run nothing.
    c.header('content-security-policy', "default-src 'none'; img-src * data:; style-src 'unsafe-inline' *; font-src *");
    return c.html(`<base target="_blank">${mail.html}`);
  });
};
