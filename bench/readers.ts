// People who agreed to mails, and what they are sent, for whatever measures sending.
import { documentSchema } from '../app/act/messages/templates/design/document.ts';
import type { Trx } from '../app/platform/db/db.ts';
import { SHOP } from './app-process.ts';

/** Of one statement: a database takes so many values at once. */
export const CHUNK = 200;

/** A mail with nothing in it but a greeting. */
export const SPRING = documentSchema.parse({
  version: 1,
  locale: 'en',
  subject: 'Spring, {{ contact.first_name }}',
  preheader: '',
  blocks: [
    { id: 'text', kind: 'text', html: '<p>Hello {{ contact.first_name }}, spring is here.</p>' },
    { id: 'footer', kind: 'footer', why: 'You asked for it.', unsubscribe: 'Unsubscribe', preferences: 'Choose' },
  ],
});

export interface BenchReader {
  id: string;
  email: string;
  name: string;
}

/** @param readers at most {@link CHUNK} */
export async function addReaders(trx: Trx, readers: readonly BenchReader[], now: number): Promise<void> {
  const seen = { first_seen_at: now, last_seen_at: now, updated_at: now, email_consent: 'subscribed' };
  await trx
    .insertInto('contact')
    .values(readers.map(({ id, email, name }) => ({ shop: SHOP, id, email, first_name: name, ...seen })))
    .execute();
  const known = { kind: 'email', created_at: now };
  await trx
    .insertInto('identity')
    .values(readers.map(({ id, email }) => ({ shop: SHOP, id: `email:${email}`, contact: id, ...known })))
    .execute();
  const said = { channel: 'email', state: 'subscribed', source: 'checkout', at: now - 1 };
  await trx
    .insertInto('consent')
    .values(readers.map(({ id, email }) => ({ shop: SHOP, id: `consent-${id}`, identity: `email:${email}`, ...said })))
    .execute();
}

interface Due {
  campaign: string;
  template: string;
  now: number;
}

/** A message to each, which may leave at once. @param readers at most {@link CHUNK} */
export async function addDueMessages(
  trx: Trx,
  readers: readonly (BenchReader & { sender?: string })[],
  { campaign, template, now }: Due,
): Promise<void> {
  const same = { channel: 'email', template, template_version: 1, campaign, due_at: now, created_at: now };
  await trx
    .insertInto('message')
    .values(
      readers.map(({ id, sender = null }) => ({
        shop: SHOP,
        id: `message-${id}`,
        dedupe_key: `c:${campaign}:${id}`,
        contact: id,
        sender,
        ...same,
      })),
    )
    .execute();
}
