import { applyHeard } from '../../listen/apply.server.ts';
import {
  type Channel,
  type ConsentState,
  type FactKind,
  identity,
  type IdentityId,
  type NewFact,
} from '../../listen/facts/fact.ts';
import { nothingHeard } from '../../listen/heard.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import { foldBatch, foldLock } from '../contacts/fold.server.ts';
import type { ContactPorts } from '../contacts/move.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { type ConsentEntry, isUndoable, MARKETING, stateOf, UNDO } from './rules.ts';
import { entriesOf, entriesOfAddress, handlesOfContact } from './store.server.ts';

/** Whose consent: a contact of the shop, or an e-mail address. */
export type ConsentOf = { contact: string } | { address: string };

export type ConsentChange = ConsentOf & {
  channel: Channel;
  /** marketing when it is not said */
  purpose?: string;
  state: ConsentState;
  /** `link`, `preferences`, `form`, `checkout`, `confirmation` are her own word; `merchant` and `import:ID` somebody else's */
  source: string;
  /** the text that was shown, the page, the note, who says so */
  evidence?: Record<string, string>;
};

/**
 * `said`: it is on the log, and `holds` is what is so now: a refusal of her own stands against a yes that is not hers.
 * `nobody`: no such contact, or one of whom nothing is known. `no_address`: the channel needs one that she has not.
 * `erased`: she asked not to be kept.
 */
export type ConsentSaid =
  { result: 'said'; entry: string; holds: ConsentState } | { result: 'nobody' | 'no_address' | 'erased' };

export interface ConsentWriter {
  /** Puts one thing that was said on the log, understood at once: the next page shows it. */
  change(shop: string, change: ConsentChange): Promise<ConsentSaid>;
}

export interface ConsentTools {
  db: Database;
  clock: Clock;
  wake: Wake;
  wanted: ReadonlySet<FactKind>;
  ports: ContactPorts;
}

export type ConsentService = ReturnType<typeof createConsentService>;

export function createConsentService(tools: ConsentTools) {
  const { db, clock, wake } = tools;
  return {
    async change(shop: string, change: ConsentChange): Promise<ConsentSaid> {
      const said = await db.write((trx) => sayConsent(tools, trx, shop, change), { lock: foldLock(shop) });
      wake(APPRAISE, shop, clock.now());
      return said;
    },

    /**
     * Staff take back what staff said by hand: an entry that says so, after which what was said before holds again.
     * @returns null when there is no such entry, or it was taken back already
     */
    async undo(shop: string, contact: string, entry: string, by: string): Promise<ConsentSaid | null> {
      const said = await db.write(
        async (trx) => {
          const entries = await entriesOf(trx, shop, contact);
          const undone = entries.find((one) => one.id === entry);
          if (!undone || !isUndoable(undone, entries)) return null;
          const { channel, purpose } = undone;
          const evidence = { of: entry, by };
          const undo = { ...undone, id: `undo:${entry}`, source: UNDO, at: clock.now(), evidence };
          const state = stateOf([...entries, undo], { channel, purpose });
          return sayConsent(tools, trx, shop, { contact, channel, purpose, state, source: UNDO, evidence });
        },
        { lock: foldLock(shop) },
      );
      wake(APPRAISE, shop, clock.now());
      return said;
    },

    /** Everything that was said of and by somebody, by any channel; latest last. */
    log: (shop: string, of: ConsentOf): Promise<ConsentEntry[]> => logOf(db.read, shop, of),
  } satisfies ConsentWriter & Record<string, unknown>;
}

async function logOf(reader: Reader | Trx, shop: string, of: ConsentOf): Promise<ConsentEntry[]> {
  return 'contact' in of ? entriesOf(reader, shop, of.contact) : entriesOfAddress(reader, shop, of.address);
}

/** Says it in the caller's transaction, which holds the fold's lock. */
export async function sayConsent(
  { clock, wanted, ports }: Pick<ConsentTools, 'clock' | 'wanted' | 'ports'>,
  trx: Trx,
  shop: string,
  { channel, purpose = MARKETING, state, source, evidence = {}, ...of }: ConsentChange,
): Promise<ConsentSaid> {
  const now = clock.now();
  const frame = await shopFrame(trx, shop, now);
  const whose = await whoseConsent(trx, shop, of, channel);
  if (!frame || whose === 'nobody') return { result: 'nobody' };
  if (whose === 'no_address') return { result: 'no_address' };
  const told = { ...evidence, ...(whose.phone !== null && { phone: whose.phone }) };
  const fact: NewFact = {
    id: `consent:${source}:${stableId(whose.identity, channel, purpose, state, String(now))}`,
    kind: 'consent.changed',
    occurredAt: now,
    identity: whose.identity,
    verified: true,
    data: { consent: { channel, purpose, state, source, evidence: told } },
  };
  await applyHeard(trx, shop, { ...nothingHeard(), facts: [fact] }, now);
  const stored = trx.selectFrom('fact').select('id').where('shop', '=', shop).where('id', '=', fact.id);
  // who was erased is not kept, unless she herself comes back
  if (!(await stored.executeTakeFirst())) return { result: 'erased' };
  await foldBatch(trx, frame, [{ ...fact, subject: null, data: fact.data ?? {} }], { wanted, ports });
  return { result: 'said', entry: fact.id, holds: stateOf(await logOf(trx, shop, of), { channel, purpose }) };
}

type Whose = { identity: IdentityId; phone: string | null } | 'nobody' | 'no_address';

async function whoseConsent(trx: Trx, shop: string, of: ConsentOf, channel: Channel): Promise<Whose> {
  if ('address' in of && channel === 'email') return { identity: identity('email', of.address), phone: null };
  const known = await handlesOfContact(trx, shop, of);
  if (!known) return 'nobody';
  if (channel === 'email') {
    return known.email === null ? 'no_address' : { identity: identity('email', known.email), phone: null };
  }
  if (channel === 'push') return { identity: known.hard[0], phone: null };
  return known.phone === null ? 'no_address' : { identity: known.hard[0], phone: known.phone };
}
