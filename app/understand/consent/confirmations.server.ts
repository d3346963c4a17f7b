import { identity, identityValue } from '../../listen/facts/fact.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { type Seal, stableId } from '../../platform/crypto/seal.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import {
  ASKED_DAYS,
  confirmToken,
  mayAskFrom,
  optInState,
  type OptInState,
  readConfirmToken,
} from './double-opt-in.ts';
import { ASKED, CONFIRMED, MARKETING, stateOf } from './rules.ts';
import { type ConsentOf, type ConsentTools, sayConsent } from './service.server.ts';
import { entriesOfAddress, handlesOfContact } from './store.server.ts';

export type AskConsent = ConsentOf & {
  /** marketing when it is not said */
  purpose?: string;
  /** staff, or she herself by a form: a refusal of hers may only be asked about again when she comes by herself */
  by: 'staff' | 'herself';
  /** who asked, the form, the page, the note */
  evidence?: Record<string, string>;
};

/**
 * `asked`: a mail is on its way. `subscribed`: she has agreed already. `refused`: she said no, and only she may come back.
 * `wait`: she was asked lately, and may be asked again from then on.
 */
export type Asked =
  | { result: 'asked'; id: string }
  | { result: 'wait'; from: number }
  | { result: 'subscribed' | 'refused' | 'nobody' | 'no_address' | 'erased' };

/** A request as the page of its link shows it. */
export interface OptIn {
  shop: string;
  id: string;
  address: string;
  /** hers, as a tag such as it-IT; null when it is not known */
  locale: string | null;
  state: OptInState;
  askedAt: number;
}

export interface ConfirmationTools extends ConsentTools {
  seal: Seal;
  /** queues the mail, in the transaction that asks */
  queueMail: (trx: Trx, shop: string, asked: { id: string; contact: string }, now: number) => Promise<void>;
  /** it is on the disk */
  onAsked: (shop: string) => void;
}

export type Confirmations = ReturnType<typeof createConfirmations>;

/**
 * Double opt-in: a mail asks, and only a button on the page behind its link answers, so that a program that opens links
 * does not. One link answers once, within a week.
 */
export function createConfirmations(tools: ConfirmationTools) {
  const { db, clock, wake, seal, queueMail, onAsked } = tools;

  async function read(
    reader: Reader | Trx,
    token: string,
  ): Promise<(OptIn & { purpose: string; evidence: string }) | null> {
    const named = readConfirmToken(seal, token);
    if (!named) return null;
    const row = await reader
      .selectFrom('double_opt_in')
      .leftJoin('identity', (join) =>
        join.onRef('identity.shop', '=', 'double_opt_in.shop').onRef('identity.id', '=', 'double_opt_in.identity'),
      )
      .leftJoin('contact', (join) =>
        join.onRef('contact.shop', '=', 'identity.shop').onRef('contact.id', '=', 'identity.contact'),
      )
      .select(['double_opt_in.shop', 'double_opt_in.id', 'double_opt_in.identity', 'double_opt_in.purpose'])
      .select(['evidence', 'asked_at', 'confirmed_at', 'contact.locale'])
      .where('double_opt_in.shop', '=', named.shop)
      .where('double_opt_in.id', '=', named.id)
      .where('token_hash', '=', stableId(token))
      .executeTakeFirst();
    if (!row) return null;
    const { shop, id, purpose, evidence, locale, asked_at: askedAt } = row;
    return {
      shop,
      id,
      locale,
      purpose,
      evidence,
      askedAt,
      address: identityValue(row.identity),
      state: optInState(row, clock.now()),
    };
  }

  return {
    async ask(shop: string, { purpose = MARKETING, by, evidence = {}, ...of }: AskConsent): Promise<Asked> {
      const asked = await db.write(
        async (trx): Promise<Asked> => {
          const now = clock.now();
          const address = await addressOf(trx, shop, of);
          if (address === 'nobody' || address === 'no_address') return { result: address };
          const state = stateOf(await entriesOfAddress(trx, shop, address), { channel: 'email', purpose });
          if (state === 'subscribed') return { result: 'subscribed' };
          if (state === 'unsubscribed' && by === 'staff') return { result: 'refused' };
          const from = mayAskFrom(await askedBefore(trx, shop, address, now), now);
          if (from !== null) return { result: 'wait', from };
          const id = stableId(shop, address, purpose, String(now));
          const said = await sayConsent(tools, trx, shop, {
            address,
            channel: 'email',
            purpose,
            state: 'pending',
            source: ASKED,
            evidence: { ...evidence, request: id },
          });
          if (said.result === 'erased') return { result: 'erased' };
          await trx
            .insertInto('double_opt_in')
            .values({
              shop,
              id,
              identity: identity('email', address),
              channel: 'email',
              purpose,
              token_hash: stableId(confirmToken(seal, shop, id)),
              evidence: JSON.stringify({ ...evidence, by }),
              asked_at: now,
            })
            .execute();
          await queueMail(trx, shop, { id, contact: await ownerOf(trx, shop, address) }, now);
          return { result: 'asked', id };
        },
        { lock: foldLock(shop) },
      );
      wake(APPRAISE, shop, clock.now());
      if (asked.result === 'asked') onAsked(shop);
      return asked;
    },

    /** From when on an address may be asked again; null: now. */
    async mayAskFrom(shop: string, address: string): Promise<number | null> {
      const now = clock.now();
      return mayAskFrom(await askedBefore(db.read, shop, address.trim().toLowerCase(), now), now);
    },

    /** What the page of a link shows; null for one that is not ours, or whose person was erased. */
    async find(token: string): Promise<OptIn | null> {
      const found = await read(db.read, token);
      if (!found) return null;
      const { purpose: _purpose, evidence: _evidence, ...optIn } = found;
      return optIn;
    },

    /**
     * She says yes. A link that has answered, or is too old, changes nothing.
     * @param shown the text on the page beside the button
     */
    async confirm(token: string, shown: string): Promise<OptIn | null> {
      const named = readConfirmToken(seal, token);
      if (!named) return null;
      const confirmed = await db.write(
        async (trx): Promise<OptIn | null> => {
          const found = await read(trx, token);
          if (!found) return null;
          const { purpose, evidence, ...optIn } = found;
          if (optIn.state !== 'waiting') return optIn;
          const now = clock.now();
          await trx
            .updateTable('double_opt_in')
            .set({ confirmed_at: now })
            .where('shop', '=', optIn.shop)
            .where('id', '=', optIn.id)
            .execute();
          const asked = JSON.parse(evidence) as Record<string, string>;
          const proof = { ...asked, text: shown, asked: iso(optIn.askedAt), confirmed: iso(now), request: optIn.id };
          const yes = { channel: 'email', purpose, state: 'subscribed', source: CONFIRMED, evidence: proof } as const;
          await sayConsent(tools, trx, optIn.shop, { address: optIn.address, ...yes });
          return { ...optIn, state: 'confirmed' };
        },
        { lock: foldLock(named.shop) },
      );
      wake(APPRAISE, named.shop, clock.now());
      return confirmed;
    },
  };
}

/** A form may ask an address that nobody here has yet. */
async function addressOf(trx: Trx, shop: string, of: ConsentOf): Promise<string> {
  if ('address' in of) return of.address.trim().toLowerCase();
  const known = await handlesOfContact(trx, shop, of);
  return known ? (known.email ?? 'no_address') : 'nobody';
}

async function askedBefore(reader: Reader | Trx, shop: string, address: string, now: number): Promise<number[]> {
  const rows = await reader
    .selectFrom('double_opt_in')
    .select('asked_at')
    .where('shop', '=', shop)
    .where('identity', '=', identity('email', address))
    .where('asked_at', '>', now - ASKED_DAYS * DAY)
    .execute();
  return rows.map((row) => row.asked_at);
}

async function ownerOf(trx: Trx, shop: string, address: string): Promise<string> {
  const row = await trx
    .selectFrom('identity')
    .select('contact')
    .where('shop', '=', shop)
    .where('id', '=', identity('email', address))
    .executeTakeFirst();
  return row?.contact ?? '';
}

const iso = (at: number) => new Date(at).toISOString();
