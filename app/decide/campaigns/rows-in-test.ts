// A shop with segments, templates and contacts as the earlier wings would have written them, and campaigns at work in it.
import { campaignMessagesInTest } from './messages-in-test.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { givenShop, SHOP, START } from '../journeys/rows-in-test.ts';
import { createCampaignsWorker } from './campaigns-worker.server.ts';
import { type Plan, planSchema } from './plan.ts';
import type { CampaignMessages } from './ports.ts';
import { createCampaignsService } from './service.server.ts';

export interface GivenContact {
  email?: string | null;
  consent?: string;
  suppressed?: boolean;
  automated?: boolean;
  country?: string;
}

export async function givenContacts(db: Database, contacts: Readonly<Record<string, GivenContact>>): Promise<void> {
  await db.write((trx) =>
    trx
      .insertInto('contact')
      .values(
        Object.entries(contacts).map(([id, { email, consent, suppressed, automated, country }]) => ({
          shop: SHOP,
          id,
          email: email === undefined ? `${id}@example.com` : email,
          email_consent: consent ?? 'subscribed',
          suppressed: suppressed ? 1 : 0,
          automated: automated === false ? 0 : 1,
          country: country ?? null,
          first_seen_at: START,
          last_seen_at: START,
          updated_at: START,
        })),
      )
      .execute(),
  );
}

export async function givenSegment(db: Database, id: string, members: readonly string[]): Promise<void> {
  await db.write(async (trx) => {
    await trx
      .insertInto('segment')
      .values({
        shop: SHOP,
        id,
        name: id,
        kind: 'static',
        condition: '{"version":1,"when":{"type":"all","of":[]}}',
        count: members.length,
        built_at: START,
        created_at: START,
        updated_at: START,
      })
      .execute();
    if (members.length === 0) return;
    await trx
      .insertInto('segment_member')
      .values(members.map((contact) => ({ shop: SHOP, segment: id, generation: 0, contact, joined_at: START })))
      .execute();
  });
}

export const planFor = (plan: object): Plan =>
  planSchema.parse({
    variants: [{ id: 'a', template: 't' }],
    ...plan,
  });

export async function campaignsShop(db: Database, settings: object = {}) {
  await givenShop(db, { settings });
  const clock = new ManualClock(START);
  const templates = {
    published: async (_: unknown, __: string, ___: string, ids: readonly string[]) => new Map(ids.map((id) => [id, 1])),
    carried: async () => true,
  };
  const wake = () => {};
  const on = (which: Database, messages: CampaignMessages = campaignMessagesInTest) => ({
    service: createCampaignsService({ db: which, clock, wake, messages, templates }),
    worker: createCampaignsWorker({ db: which, clock, messages, wake }),
  });
  const { service, worker } = on(db);
  const run = async (which = worker) => {
    for (let again = await which.run(SHOP); again !== null && again <= clock.now(); again = await which.run(SHOP));
  };
  return {
    clock,
    service,
    worker,
    on,
    run,
    /** a campaign that has begun: its audience stands, and who is due is queued */
    async send(plan: object, name = 'Spring'): Promise<string> {
      const id = await service.create(SHOP, { name, plan: planFor(plan) });
      const done = await service.send(SHOP, id, 'user:1');
      if (!done.ok) throw new Error(JSON.stringify(done));
      clock.advance(60_000);
      await run();
      return id;
    },
    members: (campaign: string) =>
      db.read
        .selectFrom('campaign_member')
        .selectAll()
        .where('shop', '=', SHOP)
        .where('campaign', '=', campaign)
        .orderBy('contact')
        .execute(),
    messages: (campaign: string) =>
      db.read
        .selectFrom('message')
        .selectAll()
        .where('shop', '=', SHOP)
        .where('campaign', '=', campaign)
        .orderBy('contact')
        .execute(),
    /** as if the mail server had taken what waits */
    submit: (at: number) =>
      db.write((trx) =>
        trx
          .updateTable('message')
          .set({ state: 'submitted', submitted_at: at })
          .where('shop', '=', SHOP)
          .where('state', '=', 'queued')
          .where('due_at', '<=', at)
          .execute(),
      ),
  };
}
