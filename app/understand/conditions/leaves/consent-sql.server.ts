import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { MARKETING, TRANSACTIONAL } from '../../consent/rules.ts';
import type { LeafOf } from './leaves.ts';

/** Marketing mail stands on the contact; the rest has a row where anything was said. */
export function consentSql({ channel, purpose = MARKETING, in: states }: LeafOf<'consent'>): RawBuilder<SqlBool> {
  const own = (of: string) =>
    of === MARKETING && channel === 'email'
      ? sql`contact.email_consent`
      : sql`(select contact_consent.state from contact_consent where contact_consent.shop = contact.shop
          and contact_consent.contact = contact.id and contact_consent.channel = ${channel}
          and contact_consent.purpose = ${of})`;
  const told = purpose === MARKETING || purpose === TRANSACTIONAL ? [own(purpose)] : [own(purpose), own(MARKETING)];
  return sql`coalesce(${sql.join([...told, sql`'not_subscribed'`])}) in (${sql.join(states)})`;
}
