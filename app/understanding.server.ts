// Wires the understand wing: its workers, the handlers of its tasks, and what the admin's pages ask of it.
import type { FactKind } from './listen/facts/fact.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Database } from './platform/db/db.ts';
import type { Log } from './platform/log/log.ts';
import type { Admin } from './platform/shopify/admin/admin.server.ts';
import type { Wake } from './platform/work/worker.ts';
import { createSettingsService } from './shop/settings/settings-service.server.ts';
import type { Appraiser } from './understand/appraisal/appraiser.ts';
import { createAppraiseWorker } from './understand/appraisal/worker.server.ts';
import { createAttributesService } from './understand/attributes/service.server.ts';
import { createConditionCounter } from './understand/conditions/count.server.ts';
import { createContactAdder } from './understand/contacts/add-contact.server.ts';
import { createExportService } from './understand/contacts/export.server.ts';
import { createJoins } from './understand/contacts/join.server.ts';
import type { ContactPorts } from './understand/contacts/move.server.ts';
import { createContactsService } from './understand/contacts/service.server.ts';
import { createUnderstandWorker } from './understand/contacts/worker.server.ts';
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
import { createScoringService } from './understand/scoring/service.server.ts';
import { stageAppraiser } from './understand/stages/appraiser.server.ts';
import { createStagesByHand } from './understand/stages/by-hand.server.ts';
import { createStagesHandler, STAGES_TASK } from './understand/stages/restage-task.server.ts';
import { createStageSettings } from './understand/stages/settings.server.ts';
import { createStagesService } from './understand/stages/service.server.ts';
import { createTagsService } from './understand/tags/service.server.ts';
import { TAG_SYNC_TASK, tagSyncAppraiser } from './understand/tags/tag-sync.server.ts';
import { createTagSyncHandler } from './understand/tags/tag-sync-task.server.ts';

interface Deps {
  db: Database;
  clock: Clock;
  log: Log;
  wake: Wake;
  /** kinds of facts that start or end something in the wings behind */
  wanted: ReadonlySet<FactKind>;
  ports: ContactPorts;
  admin: Admin;
  underPressure: () => boolean;
}

export function createUnderstanding({ db, clock, log, wake, wanted, ports, underPressure, admin }: Deps) {
  const standings = createStandings({ db, clock });
  const settings = createSettingsService({ db });
  // in this order: each may stand on what those before it concluded
  const appraisers: readonly Appraiser[] = [
    tagSyncAppraiser,
    interestsAppraiser,
    scoreAppraiser,
    stageAppraiser,
    personaAppraiser,
    segmentsAppraiser,
  ];

  return {
    workers: [
      createUnderstandWorker({ db, clock, log, wanted, ports, underPressure }),
      createAppraiseWorker({ db, clock, appraisers, underPressure }),
      createSegmentChecksWorker({ db, clock, wake }),
      createDailyWorker({ db, clock }),
      createScoreDueWorker({ db, clock, wake }),
    ],
    handlers: {
      [SCORING_TASK]: createScoringHandler({ db, clock }),
      [STAGES_TASK]: createStagesHandler({ db, clock }),
      [RFM_PAST_TASK]: createRfmPastHandler({ db, clock }),
      [INTERESTS_TASK]: createInterestsHandler({ db, clock }),
      [PERSONAS_TASK]: createPersonasHandler({ db, clock }),
      [TAG_SYNC_TASK]: createTagSyncHandler({ db, clock, admin }),
      [BUILD_TASK]: createSegmentHandler({ db, clock }),
      [SEGMENT_DAYS_TASK.kind]: createSegmentDaysHandler({ db, clock }),
    },
    services: {
      addContact: createContactAdder({ db, clock, wanted, ports }),
      attributes: createAttributesService({ db, clock, wake, wanted, ports }),
      contacts: createContactsService({ db, clock }),
      joins: createJoins({ db, clock, wake, wanted, ports }),
      exports: createExportService({ db, clock }),
      names: createNamesService({ db }),
      counter: createConditionCounter({ db, clock }),
      stages: createStagesService({ db, clock, standings }),
      personas: createPersonasService({ db, clock, wake }),
      remakeInterests: createInterestRemake({ db, clock, wake }),
      tags: createTagsService({ db, clock, wake }),
      rfm: createRfmService({ db, clock, standings }),
      segments: createSegmentsService({ db, clock, wake }),
      scoring: createScoringService({ db, clock, settings, rescore: createRescore({ db, clock, wake }) }),
      stageSettings: createStageSettings({ db, clock, settings, wake }),
      stagesByHand: createStagesByHand({ db, clock, wake }),
    },
  };
}
