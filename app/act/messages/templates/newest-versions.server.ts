import type { Reader, Trx } from '../../../platform/db/db.ts';

/** Templates of one shop, each with the version that is sent now; what was never ready is not there. */
export const newestVersions = (reader: Reader | Trx, shop: string) =>
  reader
    .selectFrom('template')
    .innerJoin('template_version', (join) =>
      join
        .onRef('template_version.shop', '=', 'template.shop')
        .onRef('template_version.template', '=', 'template.id')
        .onRef('template_version.version', '=', 'template.version'),
    )
    .select(['template.id', 'template.name', 'template.channel', 'template.version', 'template.removed_at'])
    .select('template_version.document')
    .where('template.shop', '=', shop);

const LISTED = 100;

/** What may be chosen of them, the last edited first. @param chosen is there even when it has been removed */
export const choosable = (reader: Reader | Trx, shop: string, chosen: string) =>
  newestVersions(reader, shop)
    .where((eb) => eb.or([eb('template.removed_at', 'is', null), eb('template.id', '=', chosen)]))
    .orderBy('template.updated_at', 'desc')
    .limit(LISTED);
