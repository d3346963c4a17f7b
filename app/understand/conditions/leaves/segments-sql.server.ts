import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** In any of these segments: a row of the generation that stands. */
export const inSegments = (ids: readonly string[]): RawBuilder<SqlBool> => sql<SqlBool>`exists (
  select 1 from segment join segment_member on segment_member.shop = segment.shop
    and segment_member.segment = segment.id and segment_member.generation = segment.generation
  where segment.shop = contact.shop and segment.id in (${sql.join(ids)}) and segment.removed_at is null
    and segment_member.contact = contact.id)`;
