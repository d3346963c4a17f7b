// Wires the understand wing: its workers, the handlers of its tasks, and what the admin's pages ask of it.
import { createConsents } from './consents.server.ts';
import { PRODUCTS_ARRIVED } from './listen/catalog/arrivals.server.ts';
import type { FactKind } from './listen/facts/fact.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Seal } from './platform/crypto/seal.ts';
import type { Database } from './platform/db/db.ts';
import type { Log } from './platform/log/log.ts';
import type { Admin } from './platform/shopify/admin/admin.server.ts';
import type { Wake } from './platform/work/worker.ts';
import { createSettingsService } from './shop/settings/settings-service.server.ts';
import type { Appraiser } from './understand/appraisal/appraiser.ts';
import { createAppraiseWorker } from './understand/appraisal/worker.server.ts';
import { createAttributesService } from './understand/attributes/service.server.ts';
import { createConditionCounter } from './understand/conditions/count.server.ts';
import { createAutomationService } from './understand/consent/automated-service.server.ts';
import { createExportService } from './understand/contacts/export.server.ts';
import { createJoins } from './understand/contacts/join.server.ts';
import type { ContactPorts } from './understand/contacts/move.server.ts';
import { createRefoldHandler, REFOLD_TASK } from './understand/contacts/refold-task.server.ts';
import { createContactsService } from './understand/contacts/service.server.ts';
import { createUnderstandWorker } from './understand/contacts/worker.server.ts';
import { createArrivalsHandler } from './understand/interests/arrivals-task.server.ts';
import { interestsAppraiser } from './understand/interests/appraiser.server.ts';
import { createInterestRemake, createInterestsHandler, INTERESTS_TASK } from './understand/interests/task.server.ts';
import { createNamesService } from './understand/names/names.server.ts';
import { personaAppraiser } from './understand/personas/appraiser.server.ts';
import { createPersonasService } from './understand/personas/service.server.ts';
import { createPersonasHandler, PERSONAS_TASK } from './understand/personas/task.server.ts';
import { createDailyWorker } from './understand/rfm/daily-worker.server.ts';
import { createRfmPastHandler, RFM_PAST_TASK } from './understand/rfm/past-task.server.ts';
import { createRfmService } from './understand/rfm/service.server.ts';
import { createStandings } from './understand/rfm/standing.server.ts';
import { scoreAppraiser } from './understand/scoring/appraiser.server.ts';
import { createScoreDueWorker } from './understand/scoring/due-worker.server.ts';
import { createRescore, createScoringHandler, SCORING_TASK } from './understand/scoring/rescore-task.server.ts';
import { segmentsAppraiser } from './understand/segments/appraiser.server.ts';
import { BUILD_TASK } from './understand/segments/build.ts';
import { createSegmentHandler } from './understand/segments/build-task.server.ts';
import { createSegmentChecksWorker } from './understand/segments/checks-worker.server.ts';
import { createSegmentDaysHandler, SEGMENT_DAYS_TASK } from './understand/segments/days.server.ts';
import { createSegmentsService } from './understand/segments/service.server.ts';
import { createShopifySegments } from './understand/segments/shopify-segments.server.ts';
import { createTwinHandler, TWIN_TASK } from './understand/segments/twin-task.server.ts';
import { createSegmentTwins, type MemberTags } from './understand/segments/twins.server.ts';
import { createScoringService } from './understand/scoring/service.server.ts';
import { stageAppraiser } from './understand/stages/appraiser.server.ts';
import { createStagesByHand } from './understand/stages/by-hand.server.ts';
import { createStagesHandler, STAGES_TASK } from './understand/stages/restage-task.server.ts';
import { createStageSettings } from './understand/stages/settings.server.ts';
import { createStagesService } from './understand/stages/service.server.ts';
import { createTagsService } from './understand/tags/service.server.ts';
import { tagRulesAppraiser } from './understand/tags/tag-rules-appraiser.server.ts';
import { tagRuleId, tagRulesOf } from './understand/tags/tag-rules.server.ts';
import { createTagRulesService } from './understand/tags/tag-rules-service.server.ts';
import { createTagRulesHandler, segmentGathered, TAG_RULES_TASK } from './understand/tags/tag-rules-task.server.ts';
import { TAG_SYNC_TASK, tagSyncAppraiser } from './understand/tags/tag-sync.server.ts';
import { createTagSyncHandler } from './understand/tags/tag-sync-task.server.ts';
import { createOrderTouchesHandler, ORDER_TOUCHES_TASK } from './understand/touches/order-touches-task.server.ts';
import { orderTouchesAppraiser } from './understand/touches/order-touches.server.ts';
import { TAGGING_TASK } from './understand/tags/tagging.ts';
import { createTaggingHandler } from './understand/tags/tagging-slices.server.ts';
import { createTaggingService } from './understand/tags/tagging-task.server.ts';

interface Deps {
  db: Database;
  clock: Clock;
  log: Log;
  wake: Wake;
  /** kinds of facts that start or end something in the wings behind */
  wanted: ReadonlySet<FactKind>;
  ports: ContactPorts;
  admin: Admin;
  seal: Seal;
  underPressure: () => boolean;
}

export function createUnderstanding({ db, clock, log, wake, wanted, ports, underPressure, admin, seal }: Deps) {
  const consents = createConsents({ db, clock, wake, wanted, ports, admin, seal });
  const standings = createStandings({ db, clock });
  const settings = createSettingsService({ db });
  const tagRules = createTagRulesService({ db, clock, wake });
  const memberTags: MemberTags = {
    write: (shop, tag, segment) => tagRules.write(shop, tag, segment),
    remove: (shop, tag, segment) => tagRules.remove(shop, tagRuleId(tag, segment)),
    stands: async (shop, tag, segment) =>
      (await tagRulesOf(db.read, shop)).some(({ id }) => id === tagRuleId(tag, segment)),
  };
  // in this order: each may stand on what those before it concluded
  const appraisers: readonly Appraiser[] = [
    tagSyncAppraiser,
    ...consents.appraisers,
    orderTouchesAppraiser,
    interestsAppraiser,
    scoreAppraiser,
    stageAppraiser,
    personaAppraiser,
    segmentsAppraiser,
    tagRulesAppraiser,
  ];

  return {
    workers: [
      createUnderstandWorker({ db, clock, log, wanted, ports, underPressure, wake }),
      createAppraiseWorker({ db, clock, appraisers, wake, underPressure }),
      createSegmentChecksWorker({ db, clock, wake }),
      createDailyWorker({ db, clock, wake }),
      createScoreDueWorker({ db, clock, wake }),
    ],
    handlers: {
      [REFOLD_TASK.kind]: createRefoldHandler({ db, clock }),
      [SCORING_TASK]: createScoringHandler({ db, clock }),
      [STAGES_TASK]: createStagesHandler({ db, clock }),
      [RFM_PAST_TASK]: createRfmPastHandler({ db, clock }),
      [INTERESTS_TASK]: createInterestsHandler({ db, clock }),
      [ORDER_TOUCHES_TASK]: createOrderTouchesHandler({ db, clock }),
      [PRODUCTS_ARRIVED]: createArrivalsHandler({ clock }),
      [PERSONAS_TASK]: createPersonasHandler({ db, clock }),
      ...consents.handlers,
      [TAG_SYNC_TASK]: createTagSyncHandler({ db, clock, admin }),
      [TAG_RULES_TASK]: createTagRulesHandler({ db, clock }),
      [TAGGING_TASK]: createTaggingHandler({ db, clock }),
      [BUILD_TASK]: createSegmentHandler({ db, clock, admin, gathered: segmentGathered }),
      [TWIN_TASK]: createTwinHandler({ db, admin, isTagged: memberTags.stands }),
      [SEGMENT_DAYS_TASK.kind]: createSegmentDaysHandler({ db, clock }),
    },
    services: {
      ...consents.services,
      attributes: createAttributesService({ db, clock, wake, wanted, ports }),
      automation: createAutomationService({ db, clock, wake, wanted, ports }),
      contacts: createContactsService({ db, clock }),
      joins: createJoins({ db, clock, wake, wanted, ports }),
      exports: createExportService({ db, clock }),
      names: createNamesService({ db }),
      counter: createConditionCounter({ db, clock }),
      stages: createStagesService({ db, clock, standings }),
      personas: createPersonasService({ db, clock, wake }),
      remakeInterests: createInterestRemake({ db, clock, wake }),
      tags: createTagsService({ db, clock, wake }),
      tagRules,
      tagging: createTaggingService({ db, clock, wake }),
      rfm: createRfmService({ db, clock, standings }),
      segments: createSegmentsService({ db, clock, wake }),
      shopifySegments: createShopifySegments({ db, clock, wake, admin }),
      segmentTwins: createSegmentTwins({ db, clock, wake, memberTags }),
      scoring: createScoringService({ db, clock, settings, rescore: createRescore({ db, clock, wake }) }),
      stageSettings: createStageSettings({ db, clock, settings, wake }),
      stagesByHand: createStagesByHand({ db, clock, wake }),
    },
  };
}
