import { encodeReason } from '../../../decide/journeys/reason.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database, Trx } from '../../../platform/db/db.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { MailLinks } from '../links.ts';
import { SUBMIT_LEASE_MS } from './claim.server.ts';
import type { MessageRow } from './message-row.ts';
import { CONFIRMATION, readyConfirmations } from './ready-confirmations.server.ts';
import { readyRecoveries, type ReadyTools } from './ready-recoveries.server.ts';
import type { Ready } from './ready.ts';
import { readMailShop } from './sender.server.ts';

export interface Submission {
  shop: string;
  id: string;
  contact: string;
  attempt: number;
  mail: Mail;
}

interface Tools {
  db: Database;
  log: Log;
  seal: Seal;
  links: MailLinks;
  mailFrom: string | undefined;
}

/**
 * The last look and the commit before the wire, in one transaction: what is `submitting` afterwards leaves exactly once,
 * everything else is skipped with its reason. Consent is what the log says at this moment.
 */
export async function beginSubmissions(
  { db, log, seal, links, mailFrom }: Tools,
  shop: string,
  claimed: readonly MessageRow[],
  now: number,
): Promise<Submission[]> {
  if (claimed.length === 0) return [];
  return db.write(async (trx) => {
    const sender = await readMailShop(trx, shop, mailFrom);
    const ready = sender ? await readyAmong(trx, shop, claimed, { seal, links, sender, now }) : NONE;
    const submissions: Submission[] = [];
    for (const message of claimed) {
      const found = ready.get(message.id) ?? { not: { code: 'uninstalled' } };
      // only while the lease of this claim still stands: nobody else may have taken it over
      const mine = trx
        .updateTable('message')
        .where('shop', '=', shop)
        .where('id', '=', message.id)
        .where('state', '=', 'claimed')
        .where('lease_until', '=', message.lease_until)
        .where('lease_by', 'is not distinct from', message.lease_by);
      if ('not' in found) {
        const reason = encodeReason(found.not);
        await mine.set({ state: 'skipped', lease_until: null, lease_by: null, reason }).execute();
        continue;
      }
      // one mail that cannot be laid out must not hold up its neighbours
      const composed = await found.compose().catch((error: unknown) => {
        log.error({ err: error, shop, message: message.id }, 'a mail could not be laid out');
        return null;
      });
      if (!composed) {
        await mine
          .set({ state: 'skipped', lease_until: null, lease_by: null, reason: encodeReason({ code: 'not_composed' }) })
          .execute();
        continue;
      }
      const { mail, links: targets } = composed;
      const attempt = message.attempts + 1;
      const updated = await mine
        .set({
          state: 'submitting',
          attempts: attempt,
          lease_until: now + SUBMIT_LEASE_MS,
          address: mail.to,
          subject_line: mail.subject,
          body_html: mail.html,
          links: JSON.stringify(targets),
          reason: encodeReason(found.because),
        })
        .executeTakeFirst();
      if (updated.numUpdatedRows === 1n)
        submissions.push({ shop, id: message.id, contact: message.contact, attempt, mail });
    }
    return submissions;
  });
}

const NONE: ReadonlyMap<string, Ready> = new Map();

/** Each template has a last look of its own. */
async function readyAmong(trx: Trx, shop: string, claimed: readonly MessageRow[], tools: ReadyTools) {
  const asking = claimed.filter(({ template }) => template === CONFIRMATION);
  const others = claimed.filter(({ template }) => template !== CONFIRMATION);
  return new Map<string, Ready>([
    ...(await readyConfirmations(trx, shop, asking, tools)),
    ...(await readyRecoveries(trx, shop, others, tools)),
  ]);
}
