// The doors that stand before Remix, and which room each of them leads to.
import { Hono } from 'hono';
import type { MailLinks } from './act/messages/links.ts';
import { createPushKeys } from './act/push/keys.server.ts';
import { createPushSubscriptions } from './act/push/service.server.ts';
import type { MailTracking } from './act/messages/tracking.server.ts';
import type { BlocksService } from './decide/blocks/service.server.ts';
import { createShopViews } from './decide/blocks/shop-view.server.ts';
import { factsDoor } from './doors/api/facts.ts';
import { createCallerOf } from './doors/caller.ts';
import { collectDoor } from './doors/collect.ts';
import { healthDoor } from './doors/health.ts';
import { mailEventsDoor } from './doors/mail-events.ts';
import { textEventsDoor } from './doors/text-events.ts';
import { metricsDoor } from './doors/metrics.ts';
import { createRecogniser } from './doors/storefront/recogniser.ts';
import { pushDoor } from './doors/storefront/push.ts';
import { storefrontDoor } from './doors/storefront/storefront.ts';
import { webhooksDoor } from './doors/webhooks.ts';
import type { Collect } from './listen/collect/collect.server.ts';
import type { Capture } from './listen/inbox/capture.server.ts';
import type { ToldFacts } from './listen/told-by-api/told-facts.server.ts';
import { mailDoors } from './mail-doors.server.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Seal } from './platform/crypto/seal.ts';
import type { Database } from './platform/db/db.ts';
import type { Env } from './platform/env.server.ts';
import type { Log } from './platform/log/log.ts';
import type { ApiKeysService } from './shop/access/api-keys.server.ts';

type Health = Parameters<typeof healthDoor>[0];
type MailDeps = Parameters<typeof mailDoors>[0];

interface Deps extends Pick<Health, 'runner' | 'workHealth' | 'stopping'> {
  env: Env;
  db: Database;
  clock: Clock;
  log: Log;
  seal: Seal;
  capture: Capture;
  collect: Collect;
  apiKeys: ApiKeysService;
  told: ToldFacts;
  blocks: BlocksService;
  links: MailLinks;
  tracking: MailTracking;
  mailEvents: Parameters<typeof mailEventsDoor>[0]['inbox'];
  texts: Parameters<typeof textEventsDoor>[0]['texts'];
  onHeard: (shop: string) => void;
  registry: Parameters<typeof metricsDoor>[0]['registry'];
  consent: MailDeps['consent'];
  automation: MailDeps['automation'];
  confirmations: MailDeps['confirmations'];
  wishes: MailDeps['wishes'];
}

/** @returns all doors, and those alone that a worker process opens: health and metrics */
export function openDoors({
  env,
  db,
  clock,
  log,
  seal,
  capture,
  collect,
  apiKeys,
  told,
  blocks,
  links,
  tracking,
  mailEvents,
  texts,
  onHeard,
  runner,
  workHealth,
  stopping,
  registry,
  consent,
  automation,
  confirmations,
  wishes,
}: Deps): { doors: Hono; operations: Hono } {
  const callerOf = createCallerOf(env.TRUST_PROXY);
  const doors = new Hono();
  doors.route('/', webhooksDoor({ secret: env.SHOPIFY_API_SECRET, capture, log }));
  doors.route('/', collectDoor({ collect, log, callerOf }));
  doors.route('/', factsDoor({ keys: apiKeys, told, log, callerOf }));
  const shops = createShopViews({ db, clock });
  doors.route(
    '/',
    pushDoor({
      secret: env.SHOPIFY_API_SECRET,
      clock,
      log,
      shops,
      subscriptions: createPushSubscriptions({ db, clock, seal, onHeard, standIn: env.PUSH_ORIGIN }),
      publicKey: createPushKeys({ db, clock, seal }).publicKey,
      callerOf,
    }),
  );
  doors.route(
    '/',
    storefrontDoor({
      secret: env.SHOPIFY_API_SECRET,
      clock,
      log,
      shops,
      blocks,
      recogniser: createRecogniser({ db, clock, log, onHeard }),
      readVisitorToken: tracking.readVisitorToken,
      callerOf,
    }),
  );
  doors.route('/', mailEventsDoor({ inbox: mailEvents, log, callerOf }));
  doors.route('/', textEventsDoor({ texts, log, callerOf }));
  const hers = { consent, automation, confirmations, wishes };
  doors.route('/', mailDoors({ db, clock, seal, log, links, tracking, callerOf, ...hers }));
  const operations = new Hono();
  operations.route('/', healthDoor({ db, clock, log, runner, workHealth, stopping }));
  operations.route('/', metricsDoor({ registry, token: env.METRICS_TOKEN }));
  doors.route('/', operations);
  return { doors, operations };
}
