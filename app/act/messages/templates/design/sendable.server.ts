import { z } from 'zod';
import type { Reader, Trx } from '../../../../platform/db/db.ts';
import { choosable, newestVersions } from '../newest-versions.server.ts';
import type { MailLocale } from '../words.ts';
import { documentSchema } from './document.ts';

const kept = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.looseObject(documentSchema.pick({ purpose: true, locale: true }).shape));

/**
 * The versions that journeys send now, by template. What was removed goes on being sent; what is made for another
 * purpose is not there, for it may lack the way out.
 */
export async function sendableVersions(
  reader: Reader | Trx,
  shop: string,
  templates: readonly string[],
  purpose: string,
): Promise<Map<string, number>> {
  if (templates.length === 0) return new Map();
  const rows = await newestVersions(reader, shop)
    .where('template.channel', '=', 'email')
    .where('template.id', 'in', [...new Set(templates)])
    .execute();
  return new Map(
    rows.flatMap(({ id, version, document }) =>
      kept.parse(document).purpose === purpose ? [[id, version] as const] : [],
    ),
  );
}

export interface SendableTemplate {
  id: string;
  name: string;
  version: number;
  locale: MailLocale;
  /** shows what was left, or leads back to it */
  cart: boolean;
  /** it is in no list any more, and what sends it goes on */
  removed: boolean;
}

const WAY_BACK = /"source":"cart"|\bcart\.restore_url\b/;

/** Templates that a journey may send, the last edited first. @param chosen is there even when it has been removed */
export async function listSendable(
  reader: Reader,
  shop: string,
  purpose: string,
  chosen: string,
): Promise<SendableTemplate[]> {
  const rows = await choosable(reader, shop, chosen).where('template.channel', '=', 'email').execute();
  return rows.flatMap(({ id, name, version, removed_at: removedAt, document }) => {
    const { purpose: its, locale } = kept.parse(document);
    if (its !== purpose) return [];
    return [{ id, name, version, locale, cart: WAY_BACK.test(document), removed: removedAt !== null }];
  });
}
