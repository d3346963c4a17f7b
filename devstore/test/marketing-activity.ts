import type { asker, Json } from './open-test-devstore.ts';

const UPSERT = `mutation ($input: MarketingActivityUpsertExternalInput!) {
  marketingActivityUpsertExternal(input: $input) {
    marketingActivity { id title sourceAndMedium }
    userErrors { code message }
  }
}`;

/** Writes a marketing activity as the app would, with what differs. */
export async function upsertMarketingActivity(
  ask: ReturnType<typeof asker>,
  over: Record<string, unknown> = {},
): Promise<{ marketingActivity: Json; userErrors: { code: string; message: string }[] }> {
  const input = {
    remoteId: 'c1',
    title: 'Recovery',
    status: 'ACTIVE',
    tactic: 'NEWSLETTER',
    marketingChannelType: 'EMAIL',
    remoteUrl: 'https://example.com',
    utm: { campaign: 'recovery', medium: 'email', source: 'sandmill' },
    ...over,
  };
  return (await ask(UPSERT, { input })).data.marketingActivityUpsertExternal;
}
