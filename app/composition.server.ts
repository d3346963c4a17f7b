// The one place that wires everything: which room gets what, and which way the work is passed on.
import { randomUUID } from 'node:crypto';
import { createTestMails } from './act/messages/test-mail.server.ts';
import { createImportsService } from './listen/imports/import-orders.server.ts';
import { createUploads, IMPORT_TASK } from './listen/imports/uploads.server.ts';
import { createDeliveriesService } from './listen/inbox/deliveries.server.ts';
import { createPages } from './pages/create-pages.server.ts';
import { createEmbedReader } from './pages/embed.server.ts';
import { createTasksService } from './platform/work/tasks/tasks-service.server.ts';
import { createShopsService } from './shop/install/shops.server.ts';
import { createSettingsService } from './shop/settings/settings-service.server.ts';
import { createLearning, LEARNING_NIGHTS } from './learning.server.ts';
import { createSending } from './sending.server.ts';
import { createUnderstanding } from './understanding.server.ts';
import { listeningTasks } from './listening-tasks.server.ts';
import { openDoors } from './open-doors.server.ts';
import { createCompliance } from './privacy/compliance.server.ts';
import { RETENTION } from './privacy/retention.server.ts';
import { createAccessLog } from './shop/privacy/access-log.server.ts';
import { createRetentionWorker } from './shop/privacy/retention-worker.server.ts';
import type { AdminApp } from './ui/admin-app.ts';
import { createCampaigning } from './campaigning.server.ts';
import { zoneMoved } from './zone-moved.server.ts';
import { createDesigning } from './designing.server.ts';
import { createContactImports } from './contact-imports.server.ts';
import { contactPorts } from './contact-ports.server.ts';
import { createSuppressions } from './act/messages/suppressions.server.ts';
import { createReactionsWorker, REACTIONS } from './act/messages/reactions/reactions-worker.server.ts';
import { createMailTracking } from './act/messages/tracking.server.ts';
import { createLearnWorker, LEARN_KINDS } from './learn/credit/learn-worker.server.ts';
import { queueRecount } from './learn/tallies/recount.server.ts';
import { createBannerChoice } from './decide/banners/choose-version.server.ts';
import { createBannersService } from './decide/banners/service.server.ts';
import { createVisitors } from './decide/banners/visitors.server.ts';
import { createBlocksService } from './decide/blocks/service.server.ts';
import { createDecideWorker, DECIDE_KINDS } from './decide/journeys/decide-worker.server.ts';
import { createJourneysWorker } from './decide/journeys/journeys-worker.server.ts';
import { createJourneysService, writeRecovery } from './decide/journeys/service.server.ts';
import { createProofService } from './decide/proof/service.server.ts';
import { createRecommendationsService } from './decide/recommendations/service.server.ts';
import { queueDepths } from './doors/depths.server.ts';
import { createRateLimit } from './doors/rate-limit.ts';
import { createReconcileService, RECONCILE_TASK } from './listen/reconcile/runs.server.ts';
import { createApiKeys } from './shop/access/api-keys.server.ts';
import { createGrantedScopes } from './shop/access/granted-scopes.server.ts';
import { createHistoryService } from './listen/backfill/history-service.server.ts';
import { parseJson } from './listen/payload.ts';
import { createToldFacts } from './listen/told-by-api/told-facts.server.ts';
import { createCollect } from './listen/collect/collect.server.ts';
import { createCapture } from './listen/inbox/capture.server.ts';
import { createInboxWorker } from './listen/inbox/worker.server.ts';
import { createMailLinks } from './act/messages/links.ts';
import { createMayReach } from './act/messages/may-reach.server.ts';
import { sendAction } from './act/messages/send-action.server.ts';
import { createMessagesWorker } from './act/messages/delivery/messages-worker.server.ts';
import { systemClock } from './platform/clock/clock.ts';
import { openSeal } from './platform/crypto/open-seal.server.ts';
import { openDatabase } from './platform/db/open.server.ts';
import type { Env } from './platform/env.server.ts';
import { createErrorReports } from './platform/log/error-reports.ts';
import { createLog } from './platform/log/log.ts';
import { requestId } from './platform/log/request-id.ts';
import { createMetrics } from './platform/metrics/metrics.server.ts';
import type { Role } from './platform/role.ts';
import { createAdmin } from './platform/shopify/admin/admin.server.ts';
import { createBulkResult } from './platform/shopify/bulk/bulk-result.server.ts';
import { createSessionStorage } from './platform/shopify/sessions/session-storage.server.ts';
import { openSessionTable } from './platform/shopify/sessions/session-table.server.ts';
import { createShopify } from './platform/shopify/shopify.server.ts';
import { createOpenPages, giveWay, isBusy } from './platform/work/give-way.ts';
import { createProcesses } from './platform/work/processes.server.ts';
import { createRunner } from './platform/work/runner.server.ts';
import { createQueueRunner } from './platform/work/queue/queue-runner.server.ts';
import { createWorkHealth } from './platform/work/work-health.server.ts';
import { scheduleEverywhere, scheduleNight } from './platform/work/tasks/nightly.server.ts';
import { createTasksWorker } from './platform/work/tasks/tasks-worker.server.ts';
import type { Wake } from './platform/work/worker.ts';
import { createNoticesService } from './shop/install/notices.server.ts';
import { createInstall } from './shop/install/install.server.ts';
import { protectedKinds } from './shop/install/protected-kinds.ts';
import { createPixelHandler } from './shop/install/pixel.server.ts';
import { stopShop } from './shop/install/stop-shop.ts';
import { settingsSchema } from './shop/settings/settings.ts';
import { holdingAmong } from './understand/conditions/holding.server.ts';
import { REFOLD_TASK } from './understand/contacts/refold-task.server.ts';
import { SEGMENT_CHECKS } from './understand/segments/checks-worker.server.ts';
import { SEGMENT_DAYS_TASK } from './understand/segments/days.server.ts';
import { createSegmentExports } from './understand/segments/export.server.ts';
import { startSegments } from './understand/segments/start.server.ts';
import { CONCLUDED_TASK } from './understand/stages/restage-task.server.ts';

/** Test mails of one shop: enough to try both languages, too few to write to others with. */
const TEST_MAILS = { points: 10, seconds: 3600 };
/** For mails on the wire when the process is asked to end; then what has not begun to leave is given up, to be tried again. */
const MAILS_SETTLE_MS = 5000;

/**
 * The way of the data: what to look at after a kind of work has been done. It goes in no circle: that would never rest.
 * What queues work for a kind that stands before it (tags to be shared) wakes that kind itself, and only then.
 */
const WAKES = {
  tasks: ['understand', 'appraise', 'daily'],
  inbox: ['understand', 'tasks', 'privacy'],
  understand: ['appraise', 'decide'],
  daily: ['appraise', 'decide'],
  appraise: ['decide', 'scores', SEGMENT_CHECKS],
  decide: ['learn', 'journeys'],
  journeys: ['messages'],
};

/**
 * @param role a web process only wakes; the others work too
 * @param writeLog where lines of the log go instead of standard output
 */
export async function createApp(env: Env, role: Role = 'all', version = '', writeLog?: (line: string) => void) {
  const clock = systemClock;
  const reportError = createErrorReports({ url: env.ERROR_REPORT_URL, role, version });
  const log = createLog(env.LOG_LEVEL, {
    onError: (error, sentence) => void reportError(error, sentence),
    ...(writeLog && { write: writeLog }),
  });
  const metrics = createMetrics();
  const db = metrics.countingCommits(openDatabase(env.DATABASE_URL));
  const seal = await openSeal({ db, key: env.ENCRYPTION_KEY, old: env.ENCRYPTION_KEYS_OLD });
  // the runner is made last, of workers that want to wake one another
  const wake: Wake = (kind, shop, at) => runner.wake(kind, shop, at);

  const table = await openSessionTable(env.DATABASE_URL);
  const sessions = createSessionStorage({ table, db, seal, log });
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: secret, SHOPIFY_APP_URL: appUrl } = env;
  const notices = createNoticesService({ db, clock });
  const scopes = createGrantedScopes({ db, sessions });
  const admin = createAdmin({
    apiKey,
    apiSecret: secret,
    sessions,
    clock,
    log,
    onWithheld: (shop, fields) => {
      const told =
        fields.length > 0
          ? notices.tell(shop, 'protected_data', { kinds: protectedKinds(fields).join(' ') })
          : undefined;
      void (told ?? notices.end(shop, 'protected_data')).catch((err: unknown) => log.error({ err, shop }, 'no notice'));
    },
  });

  const sending = createSending({ env, db, clock, log, seal, wake, counting: metrics.countingSubmissions });
  const links = createMailLinks({ seal, appUrl });
  const mayReach = createMayReach(seal);
  const onHeard = (shop: string) => wake('understand', shop, clock.now());
  const onReaction = (shop: string, settleAt: number) => wake(REACTIONS, shop, settleAt);
  const tracking = createMailTracking({ db, clock, seal, links, onHeard, onReaction });

  const choice = createBannerChoice({ db, clock, log });
  const banners = createBannersService({ db, clock, log, choice });
  const visitors = createVisitors({ db, clock });
  const blocks = createBlocksService({
    proof: createProofService({ db, clock }),
    recommendations: createRecommendationsService({ db, clock }),
    banners: choice,
    visitors,
  });

  const journeys = createJourneysService({ db, clock });
  const install = createInstall({
    db,
    clock,
    log,
    admin,
    collectUrl: `${appUrl}/collect`,
    wake,
    async onNewShop(trx, shop, now) {
      await writeRecovery(trx, shop, settingsSchema.parse({}), now);
      await banners.seed(trx, shop, now);
      await scheduleNight(trx, shop, RECONCILE_TASK, now);
      await startSegments(trx, shop, now);
      for (const night of [REFOLD_TASK, ...LEARNING_NIGHTS]) await scheduleNight(trx, shop, night, now);
    },
    onZoneMoved: zoneMoved,
    onBooksMoved: queueRecount,
  });
  const shopify = createShopify({ env, sessionStorage: sessions, onInstalled: install.onInstalled, log });

  const result = createBulkResult({ parse: parseJson });
  const reconcile = createReconcileService({ db, clock, wake });
  const imports = createImportsService({ db, clock });
  const uploads = createUploads({ db, clock, imports, folder: env.UPLOADS_DIR, wake });
  const contactImports = createContactImports({ db, clock, seal, folder: env.UPLOADS_DIR, wake });

  const capture = createCapture({ db, clock, wake, onCaptured: metrics.captured });
  const collect = createCollect({ db, clock, wake });
  const apiKeys = createApiKeys({ db, clock });
  const processes = createProcesses({ db, clock, log, id: randomUUID(), workers: () => workers, wake });
  const holder = processes.id;
  const messages = createMessagesWorker({
    db,
    clock,
    log,
    seal,
    links,
    transport: sending.transport,
    transportOf: sending.transportOf,
    carriers: sending.carriers,
    mailFrom: env.MAIL_FROM,
    wake,
    holder,
  });
  const underPressure = () => isBusy(capture.pressure);
  const campaigning = createCampaigning({ env, db, clock, log, seal, wake, holder });
  const learning = createLearning({ db, clock, seal, wake, admin, scopes, apiKey });
  const understanding = createUnderstanding({
    db,
    clock,
    log,
    wake,
    wanted: new Set([...DECIDE_KINDS, ...LEARN_KINDS]),
    ports: contactPorts,
    underPressure,
    admin,
    seal,
  });
  const workers = [
    createInboxWorker({
      db,
      clock,
      log,
      stopShop,
      onZoneMoved: zoneMoved,
      onBooksMoved: queueRecount,
      underPressure,
      onDone: metrics.deliveries,
    }),
    createTasksWorker({
      db,
      clock,
      log,
      holder,
      handlers: {
        ...listeningTasks({ db, clock, log, admin, result, scopes, notices }),
        pixel: createPixelHandler({ admin }),
        ...learning.handlers,
        ...understanding.handlers,
        [IMPORT_TASK]: uploads.handler,
        ...contactImports.handlers,
      },
    }),
    createTasksWorker({
      db,
      clock,
      log,
      holder,
      kind: 'privacy',
      ofLeftShops: true,
      handlers: createCompliance({ db, clock, seal, log, uploads: env.UPLOADS_DIR }),
    }),
    createRetentionWorker({ db, clock, log, steps: RETENTION }),
    ...understanding.workers,
    createDecideWorker({ db, clock, learns: LEARN_KINDS, onChanged: choice.contactChanged }),
    ...campaigning.workers,
    createJourneysWorker({
      db,
      clock,
      log,
      ports: {
        mayReach,
        conditionHolds: holdingAmong,
        actions: { run: (trx, shop, _name, requests, now) => sendAction.run(trx, shop, requests, now) },
      },
    }),
    messages,
    ...sending.workers,
    createReactionsWorker({ db, clock, wake }),
    createLearnWorker({ db, clock }),
  ];
  const openPages = createOpenPages();
  const rest = giveWay(capture.pressure, openPages.count);
  const work = { clock, log, workers, processes, wakes: WAKES, rest, onSlice: metrics.slice };
  const runner =
    db.dialect === 'postgres'
      ? createQueueRunner({ ...work, db, databaseUrl: env.DATABASE_URL, works: role !== 'web' })
      : createRunner(work);
  const workHealth = createWorkHealth({ clock, log, workers });
  const kinds = workers.map(({ kind }) => kind);
  metrics.watch(workHealth, kinds, () => queueDepths(db));

  const tasks = createTasksService({ db, clock, wake });
  const pages = createPages({
    db,
    clock,
    log,
    shops: createShopsService({ db }),
    settings: createSettingsService({ db }),
    tasks,
    history: createHistoryService({ db, clock, tasks, wake }),
    reconcile,
    uploads,
    contactUploads: contactImports.uploads,
    ...understanding.services,
    ...campaigning.services,
    ...sending.services,
    ...createDesigning({ db, clock, links, mailFrom: env.MAIL_FROM, admin }),
    segmentExports: createSegmentExports({ db, mayMarket: (reader, of, who) => mayReach(reader, of, 'email', who) }),
    deliveries: createDeliveriesService({ db, clock, wake }),
    ...createSuppressions({ db, clock, seal }),
    journeys,
    banners,
    testMails: createTestMails({
      db,
      clock,
      seal,
      wayOf: sending.wayOf,
      limit: createRateLimit(TEST_MAILS),
      mailFrom: env.MAIL_FROM,
    }),
    ...learning.services,
    embed: createEmbedReader({ admin, clock, log, apiKey }),
    workHealth,
    notices,
    ensureInstalled: install.ensure,
    seal,
    accessLog: createAccessLog({ db, clock }),
    apiKeys,
    appUrl,
  });

  let stopping = false;
  const { doors, operations } = openDoors({
    env,
    db,
    clock,
    log,
    seal,
    capture,
    collect,
    apiKeys,
    told: createToldFacts({ db, clock, wake }),
    blocks,
    links,
    tracking,
    mailEvents: sending.inbox,
    texts: sending.texts,
    onHeard,
    runner,
    workHealth,
    stopping: () => stopping,
    registry: metrics.registry,
    ...understanding.services,
  });

  await install.reconnectPixels();
  for (const night of [RECONCILE_TASK, SEGMENT_DAYS_TASK, REFOLD_TASK, CONCLUDED_TASK, ...LEARNING_NIGHTS])
    await scheduleEverywhere({ db, clock }, night);

  return {
    db,
    log,
    doors,
    /** health and metrics alone, for a worker process */
    operations,
    runner,
    metrics,
    pageOpened: openPages.opened,
    reportError,
    admin: {
      clock,
      log,
      requestId,
      shopify: {
        apiKey,
        authenticate: shopify.authenticate,
        addDocumentResponseHeaders: shopify.addDocumentResponseHeaders,
      },
      pages,
    } satisfies AdminApp,
    /** from now on not ready: nobody should send more */
    stopTaking() {
      stopping = true;
      void runner.stop();
    },
    running: () => [...runner.running(), ...messages.running(), ...campaigning.posting.running()],
    giveBack: () => processes.giveBack(processes.id),
    async close() {
      await runner.stop();
      await messages.settled(MAILS_SETTLE_MS);
      await campaigning.posting.settled(MAILS_SETTLE_MS);
      await sending.close();
      await messages.settled();
      await processes.end();
      await table.$disconnect();
      await db.close();
    },
  };
}
