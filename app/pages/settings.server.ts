import type { TestMails } from '../act/messages/test-mail.server.ts';
import type { JourneysService } from '../decide/journeys/service.server.ts';
import type { CreditRecount } from '../learn/credit/credit-task.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { TasksService } from '../platform/work/tasks/tasks-service.server.ts';
import { type Rescore, SCORING_TASK } from '../understand/scoring/rescore-task.server.ts';
import { pointsOf, SCORE_RULES } from '../understand/scoring/rules.ts';
import type { RfmService } from '../understand/rfm/service.server.ts';
import type { SettingsPages } from '../ui/views/settings-views.ts';

interface Deps {
  settings: SettingsService;
  rfm: RfmService;
  journeys: JourneysService;
  recountCredit: CreditRecount;
  rescore: Rescore;
  tasks: TasksService;
  testMails: TestMails;
}

/** The form was checked before; this says that a value got here which it should not have let through. */
export class SettingsRefused extends Error {
  override name = 'SettingsRefused';
}

export function createSettingsPages({
  settings,
  rfm,
  journeys,
  recountCredit,
  rescore,
  tasks,
  testMails,
}: Deps): SettingsPages {
  return {
    async get(shop) {
      const [scoring] = await tasks.list(shop, [SCORING_TASK], 1);
      const rules = [...new Set(SCORE_RULES.map(({ rule }) => rule))];
      return {
        settings: await settings.get(shop),
        rules: rules.map((rule) => ({ rule, points: pointsOf(rule, {}) })),
        rescoring: scoring?.state === 'queued' ? { contacts: scoring.doneCount } : null,
      };
    },
    sendTest: (shop, request) => testMails.send(shop, request),
    async save(shop, wanted) {
      const before = await settings.get(shop);
      const result = await settings.update(shop, wanted);
      if (!result.ok) throw new SettingsRefused(Object.keys(result.errors).join(', '));
      const { settings: after } = result;
      // how long an order is watched for credit is part of the journey's graph
      await journeys.applySettings(shop, after);
      if (before.credit.windowDays !== after.credit.windowDays) await recountCredit(shop, after.credit.windowDays);
      if (JSON.stringify(before.scoring) !== JSON.stringify(after.scoring)) await rescore(shop);
      if (JSON.stringify(before.rfm) !== JSON.stringify(after.rfm)) await rfm.refresh(shop);
    },
  };
}
