import type { CampaignTemplates } from '../../decide/campaigns/ports.ts';

/** Templates as campaigns see them: those that can be sent. */
export const campaignTemplates: CampaignTemplates = {
  async published(reader, shop, templates) {
    if (templates.length === 0) return new Map();
    const rows = await reader
      .selectFrom('template')
      .select(['id', 'version'])
      .where('shop', '=', shop)
      .where('id', 'in', [...templates])
      .where('version', '>', 0)
      .where('removed_at', 'is', null)
      .execute();
    return new Map(rows.map(({ id, version }) => [id, version]));
  },
};
