import type { ConsentState } from '../../listen/facts/fact.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { currentEntry } from './rules.ts';
import { consentLogs } from './store.server.ts';

export type MayMail =
  | { may: true; address: string; since: number; source: string }
  | { may: false; address: string | null; reason: 'no_contact' | 'no_address' | 'never_subscribed' | Refusal };

type Refusal = Exclude<ConsentState, 'subscribed' | 'not_subscribed'>;

/**
 * Whether contacts may be sent marketing mail now, asked of the log itself and not of what a profile remembers of it.
 * Ask in the transaction that commits a message to the wire.
 */
export async function mayMailAll(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
): Promise<Map<string, MayMail>> {
  const answers = new Map<string, MayMail>(
    contacts.map((id) => [id, { may: false, address: null, reason: 'no_contact' }]),
  );
  if (contacts.length === 0) return answers;
  const rows = await reader
    .selectFrom('contact')
    .select(['id', 'email'])
    .where('shop', '=', shop)
    .where('id', 'in', contacts)
    .execute();
  const logs = await consentLogs(
    reader,
    shop,
    rows.flatMap(({ email }) => (email === null ? [] : `email:${email}`)),
  );
  for (const { id, email } of rows) {
    if (email === null) answers.set(id, { may: false, address: null, reason: 'no_address' });
    else {
      const entry = currentEntry(logs.get(`email:${email}`) ?? []);
      answers.set(
        id,
        entry?.state === 'subscribed'
          ? { may: true, address: email, since: entry.at, source: entry.source }
          : { may: false, address: email, reason: refusal(entry?.state) },
      );
    }
  }
  return answers;
}

export async function mayMail(reader: Reader | Trx, shop: string, contact: string): Promise<MayMail> {
  const answers = await mayMailAll(reader, shop, [contact]);
  return answers.get(contact) ?? { may: false, address: null, reason: 'no_contact' };
}

function refusal(state: ConsentState | undefined): Refusal | 'never_subscribed' {
  return state === 'unsubscribed' || state === 'pending' ? state : 'never_subscribed';
}
