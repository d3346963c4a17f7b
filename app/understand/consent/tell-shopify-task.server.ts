import { mailConsent } from '../../listen/customers/shopify-consent.ts';
import type { NewFact } from '../../listen/facts/fact.ts';
import { insertFacts } from '../../listen/facts/store.server.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Admin, AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { requireDone, UserErrors } from '../../platform/shopify/admin/user-errors.ts';
import {
  CustomerConsentDocument,
  type CustomerConsentQuery,
  CustomerConsentUpdateDocument,
} from '../../platform/shopify/generated/graphql.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { CUSTOMERS_A_SLICE, customerGid, restOf, unlessNotedAgain } from '../customers-due.server.ts';
import { type ConsentEntry, MAIL_MARKETING } from './rules.ts';
import { consentLogs } from './store.server.ts';
import { latestSaid } from './tell-shopify.server.ts';
import { toTell } from './to-tell.ts';

interface Due {
  customer: string;
  due_at: number;
  email: string | null;
  log: ConsentEntry[];
  /** the last that was said here, of which Shopify will know */
  said: string | null;
}

interface Done extends Due {
  /** what Shopify knows and we had not heard */
  news: NewFact | null;
  reason: string | null;
}

type Told = Extract<NonNullable<CustomerConsentQuery['nodes'][number]>, { id: string }>['defaultEmailAddress'];

/**
 * Handler of `consent-sync` tasks: tells Shopify what was said to us of marketing mail. It asks first what Shopify has:
 * the two are one log, and whoever holds in it is the one that both follow. So what comes back of ours changes nothing,
 * and what Shopify heard meanwhile is not written over.
 */
export function createConsentSyncHandler({
  db,
  clock,
  admin,
}: {
  db: Database;
  clock: Clock;
  admin: Admin;
}): TaskHandler {
  return refuseWhenDenied(async ({ shop, doneCount }) => {
    const due = await dueCustomers(db, shop, clock.now());
    if (due.length === 0) return restOf('consent_sync', shop, doneCount);
    const done = await bringOver(admin(shop), due, clock.now());
    return {
      lock: foldLock(shop),
      write: (trx) => writeDown(trx, shop, done, clock.now()),
      cursor: null,
      doneCount: doneCount + done.length,
      ended: false,
    };
  });
}

async function dueCustomers(db: Database, shop: string, now: number): Promise<Due[]> {
  const rows = await db.read
    .selectFrom('consent_sync')
    .leftJoin('customer', (join) =>
      join
        .onRef('customer.shop', '=', 'consent_sync.shop')
        .onRef('customer.id', '=', 'consent_sync.customer')
        .on('customer.deleted_at', 'is', null),
    )
    .select(['consent_sync.customer', 'due_at', 'customer.email'])
    .where('consent_sync.shop', '=', shop)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('consent_sync.customer')
    .limit(CUSTOMERS_A_SLICE)
    .execute();
  const addresses = rows.flatMap(({ email }) => email ?? []);
  const logs = await consentLogs(
    db.read,
    shop,
    addresses.map((address) => `email:${address}`),
  );
  const said = await latestSaid(db.read, shop, addresses);
  return rows.map(({ customer, due_at, email }) => ({
    customer,
    due_at: due_at ?? 0,
    email,
    log: logs.get(`email:${email}`) ?? [],
    said: said.get(email ?? '') ?? null,
  }));
}

async function bringOver(client: AdminClient, due: readonly Due[], now: number): Promise<Done[]> {
  const { nodes } = await client.query(CustomerConsentDocument, {
    ids: due.map(({ customer }) => customerGid(customer)),
  });
  const told = new Map(
    nodes.flatMap((node) => (node && 'defaultEmailAddress' in node ? [[node.id, node.defaultEmailAddress]] : [])),
  );
  const done: Done[] = [];
  for (const one of due) {
    const theirs = told.get(customerGid(one.customer));
    // gone there, or another address: who has that one now has a log of her own
    if (!theirs || one.email === null || theirs.emailAddress.trim().toLowerCase() !== one.email) {
      done.push({ ...one, news: null, reason: null });
      continue;
    }
    const news = newsOf(one.email, theirs);
    const state = theirs.marketingState.toLowerCase();
    const level = theirs.marketingOptInLevel?.toLowerCase() ?? null;
    const wanted = toTell({ ours: one.log, theirs: { entry: news && entryOf(news), state, level }, now });
    try {
      if (wanted) {
        const input = {
          customerId: customerGid(one.customer),
          emailMarketingConsent: {
            marketingState: wanted.state,
            marketingOptInLevel: wanted.level,
            consentUpdatedAt: new Date(wanted.at).toISOString(),
          },
        };
        requireDone((await client.query(CustomerConsentUpdateDocument, { input })).customerEmailMarketingConsentUpdate);
      }
      done.push({ ...one, news, reason: null });
    } catch (error) {
      if (!(error instanceof UserErrors)) throw error;
      done.push({ ...one, news, reason: error.message });
    }
  }
  return done;
}

/** What Shopify has, as its webhook would have told it; a state that was never touched tells nothing. */
function newsOf(email: string, told: NonNullable<Told>): NewFact | null {
  if (!told.marketingUpdatedAt) return null;
  const at = Date.parse(told.marketingUpdatedAt);
  return mailConsent(email, { state: told.marketingState, level: told.marketingOptInLevel, at });
}

function entryOf({ id, occurredAt, data }: NewFact): ConsentEntry | null {
  const said = data?.consent;
  return said
    ? { ...MAIL_MARKETING, id, at: occurredAt, state: said.state, source: said.source, evidence: said.evidence ?? {} }
    : null;
}

async function writeDown(trx: Trx, shop: string, done: readonly Done[], now: number): Promise<void> {
  await insertFacts(
    trx,
    shop,
    done.flatMap(({ news }) => news ?? []),
    now,
  );
  for (const { customer, due_at, said, reason } of done) {
    await trx
      .updateTable('consent_sync')
      .set({ entry: said, reason, due_at: unlessNotedAgain(due_at) })
      .where('shop', '=', shop)
      .where('customer', '=', customer)
      .execute();
  }
}
