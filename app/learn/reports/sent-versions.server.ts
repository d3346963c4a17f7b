import type { Database } from '../../platform/db/db.ts';

/** A version of a template that a campaign sent, with the subjects under which its links are counted. */
export interface SentVersion {
  template: string;
  version: number;
  subjects: string[];
}

/** Several variants of a campaign may send one version, and differ in subject or sender alone. */
export async function versionsOfCampaign(db: Database, shop: string, campaign: string): Promise<SentVersion[]> {
  const rows = await db.read
    .selectFrom('campaign_variant')
    .select(['id', 'template', 'template_version'])
    .where('shop', '=', shop)
    .where('campaign', '=', campaign)
    .orderBy('id')
    .execute();
  const frozen = rows.flatMap(({ id, template, template_version: version }) =>
    version === null ? [] : [{ template, version, subject: `variant:${campaign}:${id}` }],
  );
  const groups = [...Map.groupBy(frozen, ({ template, version }) => `${template} ${version}`).values()];
  return groups.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const subjects = groups.length === 1 ? [`campaign:${campaign}`] : group.map(({ subject }) => subject);
    return [{ template: first.template, version: first.version, subjects }];
  });
}
