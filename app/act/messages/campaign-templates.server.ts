import type { CampaignTemplates } from '../../decide/campaigns/ports.ts';

/** Templates as campaigns see them: those that can be sent. */
export const campaignTemplates: CampaignTemplates = {
  async published(reader, shop, channel, templates) {
    if (templates.length === 0) return new Map();
    const rows = await reader
      .selectFrom('template')
      .select(['id', 'version'])
      .where('shop', '=', shop)
      .where('channel', '=', channel)
      .where('id', 'in', [...templates])
      .where('version', '>', 0)
      .where('removed_at', 'is', null)
      .execute();
    return new Map(rows.map(({ id, version }) => [id, version]));
  },

  async carried(reader, shop, channel) {
    // the shop's own is written down with its first mail
    if (channel === 'email') return true;
    const row = await reader
      .selectFrom('sender')
      .select('id')
      .where('shop', '=', shop)
      .where('channel', '=', channel)
      .where('removed_at', 'is', null)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },
};
