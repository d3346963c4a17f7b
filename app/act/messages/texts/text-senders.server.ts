// Whom texts come from, as their merchant fills them in: rows beside the senders of mails.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database } from '../../../platform/db/db.ts';
import { WELL } from '../senders/pace.ts';
import type { SavedSender } from '../senders/service.server.ts';
import { holdSenders, liveSender, type SenderRow } from '../senders/store.server.ts';
import { readSecrets } from '../senders/transports.server.ts';
import {
  CARRIES,
  isTextProvider,
  TEXT_CONFIGS,
  TEXT_SECRETS,
  type TextProvider,
  textSecretSchema,
} from './providers.ts';

/** Secrets that are left empty stay what they are. */
export interface TextSenderDraft {
  name: string;
  channel: string;
  provider: string;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
  perSecond: number | null;
  perHour: number | null;
}

export type TextSendersService = ReturnType<typeof createTextSendersService>;

export function createTextSendersService({ db, clock, seal }: { db: Database; clock: Clock; seal: Seal }) {
  return {
    async get(shop: string, id: string): Promise<SenderRow | null> {
      const row = await liveSender(db.read, shop, id);
      return row && isTextProvider(row.provider) ? row : null;
    },

    /** @param id null for a new one */
    async save(shop: string, id: string | null, draft: TextSenderDraft): Promise<SavedSender> {
      const now = clock.now();
      return db.write(async (trx): Promise<SavedSender> => {
        const present = (await holdSenders(trx, shop, now)).all.find((one) => one.id === id) ?? null;
        if (id !== null && !present) return { ok: false, errors: { provider: 'mailSender.wrong.gone' } };
        const read = readDraft(draft, present, seal);
        if (!read.ok) return read;
        if (present) {
          const isOther =
            present.provider !== read.row.provider ||
            present.config !== read.row.config ||
            present.secrets !== read.row.secrets;
          await trx
            .updateTable('sender')
            .set({ ...read.row, revision: present.revision + 1, updated_at: now })
            .$if(isOther, (query) => query.set({ ...WELL, open_at: now }))
            .where('shop', '=', shop)
            .where('id', '=', present.id)
            .execute();
          return { ok: true, id: present.id };
        }
        const fresh = randomUUID();
        const made = { shop, id: fresh, events_token: newToken(), created_at: now, updated_at: now };
        await trx
          .insertInto('sender')
          .values({ ...made, ...read.row })
          .execute();
        return { ok: true, id: fresh };
      });
    },
  };
}

const newToken = () => randomBytes(24).toString('base64url');

interface Row {
  name: string;
  address: string;
  channel: string;
  provider: TextProvider;
  config: string;
  secrets: string;
  per_second: number | null;
  per_hour: number | null;
}

function readDraft(
  draft: TextSenderDraft,
  present: SenderRow | null,
  seal: Seal,
): { ok: true; row: Row } | { ok: false; errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const { provider } = draft;
  if (!isTextProvider(provider)) return { ok: false, errors: { provider: 'mailSender.wrong.provider' } };
  // what waits for a sender waits for its channel: that stays
  const channel = CARRIES[provider].find((one) => one === (present?.channel ?? draft.channel));
  if (!channel) errors['channel'] = 'mailSender.wrong.value';
  const config = TEXT_CONFIGS[provider].safeParse(draft.config);
  for (const issue of config.error?.issues ?? []) errors[`config.${String(issue.path[0])}`] = 'mailSender.wrong.value';
  const isName = config.success && channel === 'whatsapp' && !config.data.from.startsWith('+');
  if (isName && !config.data.from.startsWith('MG')) errors['config.from'] = 'mailSender.wrong.value';
  const kept = present?.provider === provider ? readSecrets(present, seal) : {};
  const secrets: Record<string, string> = { ...kept };
  for (const name of TEXT_SECRETS[provider]) {
    const typed = (draft.secrets[name] ?? '').trim();
    if (typed !== '' && !textSecretSchema.safeParse(typed).success)
      errors[`secrets.${name}`] = 'mailSender.wrong.value';
    else if (typed !== '') secrets[name] = typed;
    if (!secrets[name]) errors[`secrets.${name}`] ??= 'mailSender.wrong.missing';
  }
  // Meta asks the address once whether it is ours, by a word that we made
  if (provider === 'meta') secrets['verify'] ??= newToken();
  if (Object.keys(errors).length > 0 || !config.success || !channel) return { ok: false, errors };
  const isSame = present?.secrets && JSON.stringify(secrets) === JSON.stringify(kept);
  return {
    ok: true,
    row: {
      name: draft.name.trim(),
      address: config.data.from,
      channel,
      provider,
      config: JSON.stringify(config.data),
      secrets: isSame && present?.secrets ? present.secrets : seal.seal(JSON.stringify(secrets)),
      per_second: draft.perSecond,
      per_hour: draft.perHour,
    },
  };
}
