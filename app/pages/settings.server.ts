import type { TestMails } from '../act/messages/test-mail.server.ts';
import type { JourneysService } from '../decide/journeys/service.server.ts';
import type { CreditRecount } from '../learn/credit/credit-task.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { RfmService } from '../understand/rfm/service.server.ts';
import type { RemakeInterests } from '../understand/interests/task.server.ts';
import type { TagsService } from '../understand/tags/service.server.ts';
import type { SettingsPages } from '../ui/views/settings-views.ts';

interface Deps {
  settings: SettingsService;
  rfm: RfmService;
  journeys: JourneysService;
  recountCredit: CreditRecount;
  testMails: TestMails;
  remakeInterests: RemakeInterests;
  tags: TagsService;
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
  testMails,
  remakeInterests,
  tags,
}: Deps): SettingsPages {
  return {
    get: async (shop) => ({ settings: await settings.get(shop) }),
    sendTest: (shop, request) => testMails.send(shop, request),
    async save(shop, wanted) {
      const before = await settings.get(shop);
      const result = await settings.update(shop, wanted);
      if (!result.ok) throw new SettingsRefused(Object.keys(result.errors).join(', '));
      const { settings: after } = result;
      // how long an order is watched for credit is part of the journey's graph
      await journeys.applySettings(shop, after);
      if (before.credit.windowDays !== after.credit.windowDays) await recountCredit(shop, after.credit.windowDays);
      if (before.interests.halfLifeDays !== after.interests.halfLifeDays) await remakeInterests(shop);
      if (after.tags.sync && JSON.stringify(before.tags) !== JSON.stringify(after.tags)) await tags.compareAll(shop);
      if (JSON.stringify(before.rfm) !== JSON.stringify(after.rfm)) await rfm.refresh(shop);
    },
  };
}
