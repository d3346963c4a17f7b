// What holds of a contact's consent, by channel and purpose: rows that conditions can ask. Marketing mail stands on the
// contact itself.
import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import { currentEntry, MAIL_MARKETING, type ConsentEntry, type ConsentQuestion } from './rules.ts';

type States = Map<string, { state: string; source: string; at: number }>;

const keyOf = ({ channel, purpose }: { channel: string; purpose: string }) => `${channel} ${purpose}`;

/** Brings the rows of contacts to what their logs say; writes only what differs. */
export async function keepConsentStates(
  trx: Trx,
  shop: string,
  logs: ReadonlyMap<string, readonly ConsentEntry[]>,
): Promise<void> {
  const contacts = [...logs.keys()];
  const standing = new Map<string, States>(contacts.map((contact) => [contact, new Map()]));
  const rows = await trx
    .selectFrom('contact_consent')
    .select(['contact', 'channel', 'purpose', 'state', 'source', 'at'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(contacts))
    .execute();
  for (const { contact, state, source, at, ...of } of rows) {
    standing.get(contact)?.set(keyOf(of), { state, source, at: Number(at) });
  }
  const stale: string[] = [];
  const fresh: (ConsentQuestion & { shop: string; contact: string; state: string; source: string; at: number })[] = [];
  for (const [contact, entries] of logs) {
    const before = standing.get(contact) ?? new Map();
    const questions = questionsOf(entries);
    if ([...before.keys()].some((key) => !questions.has(key))) stale.push(contact);
    for (const [key, question] of questions) {
      const held = currentEntry(entries, question);
      if (!held) continue;
      const { state, source, at } = held;
      const known = before.get(key);
      const isSame = known?.state === state && known.source === source && known.at === at;
      if (!isSame || stale.at(-1) === contact) fresh.push({ shop, contact, ...question, state, source, at });
    }
  }
  if (stale.length > 0) {
    await trx.deleteFrom('contact_consent').where('shop', '=', shop).where('contact', 'in', padded(stale)).execute();
  }
  await inChunks(fresh, 7, (some) =>
    trx
      .insertInto('contact_consent')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['shop', 'contact', 'channel', 'purpose']).doUpdateSet(excluded(['state', 'source', 'at'])),
      )
      .execute(),
  );
}

/** Of which channels and purposes anything was said. One that staff took back altogether has no answer. */
function questionsOf(entries: readonly ConsentEntry[]): Map<string, ConsentQuestion> {
  const questions = new Map<string, ConsentQuestion>();
  const mail = keyOf(MAIL_MARKETING);
  for (const { channel, purpose } of entries) {
    const key = keyOf({ channel, purpose });
    if (key !== mail && currentEntry(entries, { channel, purpose })) questions.set(key, { channel, purpose });
  }
  return questions;
}
