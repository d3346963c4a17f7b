import type { Database, Reader } from '../../platform/db/db.ts';
import { linesWithPictures } from './cart-lines.server.ts';
import { readMailShop } from './delivery/sender.server.ts';
import { sampleCart } from './sample-cart.server.ts';
import { sendableVersions } from './templates/design/sendable.server.ts';
import type { ShownVersions } from './templates/design/shown-versions.server.ts';
import { renderRecovery } from './templates/mail-template.server.ts';
import { type RecoveryCart, recoveryView } from './templates/recovery-view.ts';
import type { MailLocale } from './templates/words.ts';

export interface MailPreview {
  subject: string;
  /** name and address as a mail program shows them */
  from: string;
  html: string;
  text: string;
  /** whose cart it shows; null for sample data */
  person: string | null;
}

export interface MailPreviews {
  /**
   * The mail about a cart as it would go to a contact with her last one, or with the shop's own products as a sample.
   * @param request the language is the built-in mail's, the template that of a journey; none: the built-in mail
   */
  preview(
    shop: string,
    request: { locale: MailLocale; contact: string | null; template?: string },
  ): Promise<MailPreview>;
  /** Contacts whose cart can fill the preview, the latest first. */
  people(shop: string): Promise<{ id: string; name: string }[]>;
}

interface Options {
  db: Database;
  versions: ShownVersions;
  mailFrom?: string | undefined;
}

const PEOPLE = 20;
/** links of a preview lead nowhere */
const NOWHERE = '#';
/** a template whose texts cannot be run for this contact: its mail would not leave */
const NOTHING = { subject: '', html: '', text: '' };

export function createMailPreviews({ db, versions, mailFrom }: Options): MailPreviews {
  return {
    async preview(shop, { locale, contact, template = '' }) {
      const sender = await readMailShop(db.read, shop, mailFrom);
      if (!sender) throw new Error('the shop is not known');
      const from = `${sender.from.name} <${sender.from.address}>`;
      // the same choice as in the moment of sending
      const version = (await sendableVersions(db.read, shop, [template], 'marketing')).get(template);
      if (version !== undefined) {
        const mail = await versions.shown(shop, { template, version }, contact);
        return { ...(mail ?? NOTHING), from, person: contact };
      }
      const found = contact === null ? null : await lastCart(db.read, shop, contact);
      const cart = found?.cart ?? (await sampleCart(db.read, shop, locale));
      const mail = await renderRecovery(
        locale,
        sender.brand,
        recoveryView({
          shop: { name: sender.name, host: sender.host },
          sender: sender.replyTo,
          firstName: found?.firstName ?? null,
          cart,
          links: { shop: NOWHERE, restore: NOWHERE, unsubscribe: NOWHERE, preferences: NOWHERE },
          locale,
        }),
      );
      return { ...mail, from, person: found ? contact : null };
    },
    async people(shop) {
      const rows = await db.read
        .selectFrom('checkout')
        .innerJoin('contact', (join) =>
          join.onRef('contact.shop', '=', 'checkout.shop').onRef('contact.email', '=', 'checkout.email'),
        )
        .select(['contact.id', 'contact.first_name', 'contact.last_name', 'contact.email'])
        .where('checkout.shop', '=', shop)
        .where('checkout.lines', '<>', '[]')
        .orderBy('checkout.updated_at', 'desc')
        // a contact may have several checkouts
        .limit(PEOPLE * 3)
        .execute();
      const people = new Map(
        rows.map((row) => [row.id, [row.first_name, row.last_name].filter(Boolean).join(' ') || (row.email ?? '')]),
      );
      return [...people].slice(0, PEOPLE).map(([id, name]) => ({ id, name }));
    },
  };
}

async function lastCart(
  reader: Reader,
  shop: string,
  contact: string,
): Promise<{ cart: RecoveryCart; firstName: string | null } | null> {
  const row = await reader
    .selectFrom('fact')
    .innerJoin('checkout', (join) =>
      join.onRef('checkout.shop', '=', 'fact.shop').onRef('checkout.token', '=', 'fact.subject'),
    )
    .innerJoin('contact', (join) =>
      join.onRef('contact.shop', '=', 'fact.shop').onRef('contact.id', '=', 'fact.contact'),
    )
    .select(['checkout.lines', 'checkout.total', 'checkout.currency', 'contact.first_name'])
    .where('fact.shop', '=', shop)
    .where('fact.contact', '=', contact)
    .where('fact.kind', 'in', ['checkout.started', 'checkout.changed'])
    .where('checkout.lines', '<>', '[]')
    .orderBy('fact.occurred_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const [lines] = await linesWithPictures(reader, shop, [row.lines]);
  return { cart: { lines, total: row.total, currency: row.currency }, firstName: row.first_name };
}
