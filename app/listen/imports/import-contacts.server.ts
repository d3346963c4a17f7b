import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { erasedAmong } from '../../shop/privacy/erasure-marks.server.ts';
import { applyHeard } from '../apply.server.ts';
import { identity, type NewFact } from '../facts/fact.ts';
import { nothingHeard } from '../heard.ts';
import { inChunks } from '../upsert.ts';
import type { AttributesPort } from './attributes-port.ts';
import type { ContactsPlan } from './contacts-plan.ts';
import { type CsvRecord, readCsv } from './csv-records.ts';
import { type ContactsSummary, type ImportKind, keepRefused } from './import-rows.server.ts';
import { createContactReader, type ImportedContact, importSource } from './imported-contact.ts';
import { createReadInstant } from './instants.ts';

/** The suppression list belongs to the mail: it is handed in. */
export interface SuppressionPort {
  /** Addresses that are on the list already stay as they are. */
  add(trx: Trx, shop: string, addresses: readonly string[], source: string, at: number): Promise<void>;
  /** Takes off what this source alone put there. */
  remove(trx: Trx, shop: string, source: string): Promise<void>;
}

/** A list that is agreed on, and is to be read. */
export interface AgreedImport {
  id: string;
  kind: ImportKind;
  filename: string;
  plan: ContactsPlan;
  /** when it began */
  at: number;
}

/** Some lines of the list; nothing of it is written yet. */
export interface ContactSlice {
  contacts: ImportedContact[];
  refused: { line: number; reason: string }[];
  lines: number;
  lastLine: number;
  bytes: number;
}

const SLICE = 500;

export type ContactsImport = ReturnType<typeof createContactsImport>;

export function createContactsImport({
  db,
  clock,
  suppression,
  attributes,
}: {
  db: Database;
  clock: Clock;
  suppression: SuppressionPort;
  attributes: AttributesPort;
}) {
  return {
    /** @param after the last line that was done; the first line of the file, its heading, is no contact */
    async *slices(
      shop: string,
      agreed: AgreedImport,
      source: AsyncIterable<Uint8Array | string>,
      after = 1,
    ): AsyncGenerator<ContactSlice> {
      const { timezone } = await db.read
        .selectFrom('shop')
        .select('timezone')
        .where('shop', '=', shop)
        .executeTakeFirstOrThrow();
      const { read: readAttribute } = await attributes(db.read, shop);
      const readInstant = createReadInstant(timezone);
      const read = createContactReader({ ...agreed, import: agreed.id, readInstant, readAttribute });
      let isHeading = true;
      let slice = emptySlice(after, 0);
      for await (const { records, bytes } of readCsv(source)) {
        for (const record of records) {
          const wasHeading = isHeading;
          isHeading = false;
          if (wasHeading || record.line <= after) continue;
          take(slice, record, read);
          if (slice.lines < SLICE) continue;
          yield { ...slice, bytes };
          slice = emptySlice(slice.lastLine, bytes);
        }
        slice.bytes = bytes;
      }
      if (slice.lines > 0) yield slice;
    },

    /** Writes a slice. @returns what has come of the import with it */
    async apply(
      trx: Trx,
      shop: string,
      agreed: AgreedImport,
      slice: ContactSlice,
      before: ContactsSummary,
    ): Promise<ContactsSummary> {
      const firsts = [...new Map(slice.contacts.toReversed().map((one) => [one.email, one])).values()];
      const erased = await erasedAmong(
        trx,
        shop,
        firsts.map(({ email }) => identity('email', email)),
      );
      const isErased = ({ email }: ImportedContact) => erased.has(identity('email', email));
      const heard = await heardBefore(trx, shop, agreed, firsts);
      const fresh = firsts
        .filter((one) => !isErased(one) && !heard.read.has(one.email))
        .sort((a, b) => a.line - b.line);
      const refused = [
        ...slice.refused,
        ...firsts.filter(isErased).map(({ line }) => ({ line, reason: JSON.stringify({ code: 'erased' }) })),
      ];
      if (agreed.kind === 'contacts') {
        const customers = fresh.flatMap(({ customer }) => customer ?? []);
        const facts = fresh.flatMap((one) => one.facts);
        await applyHeard(trx, shop, { ...nothingHeard(), customers, facts, history: true }, clock.now());
      } else {
        const source = importSource(agreed.id);
        const addresses = fresh.map(({ email }) => email);
        await suppression.add(trx, shop, addresses, source, agreed.at);
        // of whom the shop does not know, nothing is kept but the hash on the list
        const facts = fresh.filter(({ email }) => heard.known.has(email)).map((one) => refusal(agreed, one));
        await applyHeard(trx, shop, { ...nothingHeard(), facts, history: true }, clock.now());
      }
      const unread = fresh.filter((one) => one.unread.length > 0);
      const kept = [...refused, ...unread.map(({ line, unread: values }) => ({ line, reason: notHeld(values) }))];
      await keepRefused(trx, shop, agreed.id, kept, before.refused + before.unread);
      const known = fresh.filter(({ email }) => heard.known.has(email)).length;
      return {
        lines: before.lines + slice.lines,
        added: before.added + fresh.length - known,
        known: before.known + known,
        repeated: before.repeated + slice.contacts.length - fresh.length - firsts.filter(isErased).length,
        refused: before.refused + refused.length,
        unread: before.unread + unread.length,
      };
    },
  };
}

/** One line has one reason, whatever many of its values it is about. */
function notHeld(values: ImportedContact['unread']): string {
  const all = (key: 'column' | 'value') => values.map((one) => one[key]).join(', ');
  return JSON.stringify({ code: 'not_held', column: all('column'), value: all('value') });
}

function emptySlice(lastLine: number, bytes: number): ContactSlice {
  return { contacts: [], refused: [], lines: 0, lastLine, bytes };
}

function take(slice: ContactSlice, record: CsvRecord, read: ReturnType<typeof createContactReader>): void {
  slice.lines++;
  slice.lastLine = record.line;
  const refuse = (reason: object) => slice.refused.push({ line: record.line, reason: JSON.stringify(reason) });
  if ('problem' in record) return void refuse({ code: 'broken' });
  const found = read(record.line, record.values);
  if ('code' in found) refuse(found);
  else slice.contacts.push(found);
}

/** Whom the shop knew before this import, and whom this very import has read. */
async function heardBefore(trx: Trx, shop: string, agreed: AgreedImport, contacts: readonly ImportedContact[]) {
  const known = new Set<string>();
  const read = new Set<string>();
  const facts = new Map(contacts.flatMap((one) => one.facts.slice(0, 1).map((fact) => [fact.id, one.email])));
  await inChunks(contacts, 2, async (some) => {
    const emails = some.map(({ email }) => email);
    const identities = emails.map((email) => identity('email', email));
    const named = await trx
      .selectFrom('fact')
      .select(['id', 'identity', 'subject'])
      .where('shop', '=', shop)
      .where('identity', 'in', identities)
      .execute();
    for (const fact of named) {
      const email = fact.identity.slice('email:'.length);
      if (facts.has(fact.id)) read.add(email);
      else if (fact.subject !== agreed.id) known.add(email);
    }
    const customers = await trx
      .selectFrom('customer')
      .select('email')
      .where('shop', '=', shop)
      .where('email', 'in', emails)
      .execute();
    for (const { email } of customers) if (email) known.add(email);
  });
  return { known, read };
}

function refusal(agreed: AgreedImport, { email, line, facts }: ImportedContact): NewFact {
  const source = importSource(agreed.id);
  const who = identity('email', email);
  const evidence = { file: agreed.filename, line: String(line) };
  return {
    id: `consent:${facts[0]?.id ?? source}`,
    kind: 'consent.changed',
    occurredAt: agreed.at,
    identity: who,
    verified: true,
    subject: agreed.id,
    data: { consent: { channel: 'email', state: 'unsubscribed', source, evidence }, history: true },
  };
}
