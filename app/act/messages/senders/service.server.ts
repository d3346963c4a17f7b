import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database, Trx } from '../../../platform/db/db.ts';
import { isMailAddress } from '../../../platform/mail/header-line.ts';
import type { Wake } from '../../../platform/work/worker.ts';
import { domainOf } from './domain-check.ts';
import { afterOtherLimits, WELL } from './pace.ts';
import { CONFIGS, isProvider, NEEDED, type Provider, SECRETS, secretSchema } from './providers.ts';
import { holdSenders, OWN, readSenders, type SenderRow } from './store.server.ts';
import { readSecrets } from './transports.server.ts';

/** A sender as a merchant fills it in. Secrets that are left empty stay what they are. */
export interface SenderDraft {
  name: string;
  address: string;
  replyTo: string;
  provider: string;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
  perSecond: number | null;
  perHour: number | null;
  /** null: no warm-up */
  warmUp: { first: number; target: number } | null;
}

export type SavedSender = { ok: true; id: string } | { ok: false; errors: Record<string, string> };

export type SendersService = ReturnType<typeof createSendersService>;

interface Options {
  db: Database;
  clock: Clock;
  seal: Seal;
  wake: Wake;
}

const SELECTOR = 'sandmill';

/** A shop's senders as its merchant changes them. */
export function createSendersService({ db, clock, seal, wake }: Options) {
  async function own(shop: string) {
    return (await readSenders(db.read, shop)) ?? (await db.write((trx) => holdSenders(trx, shop, clock.now())));
  }

  return {
    async list(shop: string): Promise<readonly SenderRow[]> {
      return (await own(shop)).all;
    },

    async get(shop: string, id: string): Promise<SenderRow | null> {
      return (await own(shop)).all.find((one) => one.id === id) ?? null;
    },

    /** Whom mails leave by that name nobody. */
    async standard(shop: string): Promise<SenderRow> {
      return (await own(shop)).standard;
    },

    /** @param id null for a new one */
    async save(shop: string, id: string | null, draft: SenderDraft): Promise<SavedSender> {
      const now = clock.now();
      const before = (await own(shop)).all.find((one) => one.id === id) ?? null;
      // made before the transaction: it takes a while
      const keys = keysNeeded(before, draft) ? await newKeys(seal) : null;
      const saved = await db.write(async (trx): Promise<SavedSender> => {
        const present = (await holdSenders(trx, shop, now)).all.find((one) => one.id === id) ?? null;
        if (id !== null && !present) return { ok: false, errors: { provider: 'mailSender.wrong.gone' } };
        const read = readDraft(draft, present, seal);
        if (!read.ok) return read;
        const made = { ...read.row, updated_at: now, ...warmUpOf(draft.warmUp, present, now) };
        if (present) {
          await update(trx, present, {
            ...made,
            ...keys,
            events_token: present.events_token ?? newToken(),
            ...afterOtherLimits(present, now),
            ...(isOtherWay(present, read.row) && { ...WELL, open_at: now }),
          });
          return { ok: true, id: present.id };
        }
        const fresh = randomUUID();
        await trx
          .insertInto('sender')
          .values({
            shop,
            id: fresh,
            ...made,
            ...keys,
            events_token: newToken(),
            created_at: now,
          })
          .execute();
        return { ok: true, id: fresh };
      });
      if (saved.ok) wake('messages', shop, now);
      return saved;
    },

    async makeStandard(shop: string, id: string): Promise<boolean> {
      return db.write(async (trx) => {
        const { all } = await holdSenders(trx, shop, clock.now());
        const chosen = all.find((one) => one.id === id);
        if (!chosen) return false;
        await trx
          .updateTable('sender')
          .set((eb) => ({ standard: eb.case().when('id', '=', id).then(1).else(0).end() }))
          .where('shop', '=', shop)
          .where('channel', '=', chosen.channel)
          .execute();
        return true;
      });
    },

    /** Takes one away or brings it back. What waits for it leaves by the standard one. */
    async setRemoved(shop: string, id: string, removed: boolean): Promise<boolean> {
      if (id === OWN) return false;
      const now = clock.now();
      const done = await db.write((trx) =>
        trx
          .updateTable('sender')
          .set({ removed_at: removed ? now : null, standard: 0, updated_at: now })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      wake('messages', shop, now);
      return done.numUpdatedRows > 0n;
    },

    /** The merchant has mended something: it need not rest any longer. */
    async tryNow(shop: string, id: string): Promise<boolean> {
      const now = clock.now();
      const done = await db.write((trx) =>
        trx
          .updateTable('sender')
          .set({ open_at: now, open_why: null, failures: 0 })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .where('rests', '>', 0)
          .executeTakeFirst(),
      );
      wake('messages', shop, now);
      return done.numUpdatedRows > 0n;
    },
  };
}

async function update(trx: Trx, { shop, id, revision }: SenderRow, change: Partial<SenderRow>): Promise<void> {
  await trx
    .updateTable('sender')
    .set({ ...change, revision: revision + 1 })
    .where('shop', '=', shop)
    .where('id', '=', id)
    .execute();
}

type Read = { ok: true; row: Way } | { ok: false; errors: Record<string, string> };

interface Way {
  name: string;
  address: string;
  reply_to: string;
  provider: Provider;
  config: string;
  secrets: string | null;
  per_second: number | null;
  per_hour: number | null;
}

function readDraft(draft: SenderDraft, present: SenderRow | null, seal: Seal): Read {
  const errors: Record<string, string> = {};
  const { provider } = draft;
  if (!isProvider(provider)) return { ok: false, errors: { provider: 'mailSender.wrong.provider' } };
  const isOwn = present?.id === OWN;
  // who the shop's own is stands in its settings
  if (!isOwn && !isMailAddress(draft.address)) errors['address'] = 'mailSender.wrong.address';
  if (draft.replyTo !== '' && !isMailAddress(draft.replyTo)) errors['replyTo'] = 'mailSender.wrong.address';
  const config = CONFIGS[provider].safeParse(draft.config);
  for (const issue of config.error?.issues ?? []) errors[`config.${String(issue.path[0])}`] = 'mailSender.wrong.value';
  const kept = present?.provider === provider ? readSecrets(present, seal) : {};
  const secrets: Record<string, string> = { ...kept };
  for (const name of SECRETS[provider]) {
    const typed = draft.secrets[name] ?? '';
    if (typed === '') continue;
    if (secretSchema.safeParse(typed).success) secrets[name] = typed.trim();
    else errors[`secrets.${name}`] = 'mailSender.wrong.value';
  }
  for (const name of NEEDED[provider]) if (!secrets[name]) errors[`secrets.${name}`] ??= 'mailSender.wrong.missing';
  // Postmark signs nothing: it brings a password that we made
  if (provider === 'postmark') secrets['events'] ??= randomBytes(18).toString('base64url');
  if (Object.keys(errors).length > 0 || !config.success) return { ok: false, errors };
  const who = isOwn
    ? { name: '', address: '', reply_to: '' }
    : { name: draft.name.trim(), address: draft.address.trim(), reply_to: draft.replyTo.trim() };
  return {
    ok: true,
    row: {
      ...who,
      provider,
      config: JSON.stringify(config.data),
      secrets: sealed(secrets, kept, present, seal),
      per_second: draft.perSecond,
      per_hour: draft.perHour,
    },
  };
}

/** Sealed anew only where it is another: the row then shows whether its way is. */
function sealed(
  secrets: Record<string, string>,
  kept: Record<string, string>,
  present: SenderRow | null,
  seal: Seal,
): string | null {
  if (Object.keys(secrets).length === 0) return null;
  if (present?.secrets && JSON.stringify(secrets) === JSON.stringify(kept)) return present.secrets;
  return seal.seal(JSON.stringify(secrets));
}

/** A warm-up goes on when its numbers are changed, and begins when there was none. */
function warmUpOf(wanted: SenderDraft['warmUp'], present: SenderRow | null, now: number) {
  if (wanted === null) return { warm_from: null, warm_first: null, warm_target: null };
  return { warm_from: present?.warm_from ?? now, warm_first: wanted.first, warm_target: wanted.target };
}

const newToken = () => randomBytes(24).toString('base64url');

/** Mails over SMTP are signed by us; a key is for one domain. */
function keysNeeded(present: SenderRow | null, { provider, address }: SenderDraft): boolean {
  if (provider !== 'smtp' || address === '') return false;
  return !present?.dkim_key || domainOf(present.address) !== domainOf(address);
}

const isOtherWay = (present: SenderRow, row: Way) =>
  present.provider !== row.provider || present.config !== row.config || present.secrets !== row.secrets;

/** 2048 bits: what every receiver takes, and one TXT record holds in two strings. */
async function newKeys(seal: Seal) {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return {
    dkim_selector: SELECTOR,
    dkim_public: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    dkim_key: seal.seal(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
  };
}
