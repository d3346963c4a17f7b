import type { MailPreviews } from '../act/messages/preview.server.ts';
import { listSendable } from '../act/messages/templates/design/sendable.server.ts';
import { RECOVERY } from '../decide/journeys/recovery-recipe.ts';
import type { JourneysService } from '../decide/journeys/service.server.ts';
import type { ReportsService } from '../learn/reports/service.server.ts';
import type { Database } from '../platform/db/db.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { RecoveryPages } from '../ui/views/recovery-views.ts';
import { SettingsRefused } from './settings.server.ts';

interface Deps {
  db: Database;
  journeys: JourneysService;
  reports: ReportsService;
  settings: SettingsService;
  previews: MailPreviews;
}

const DAYS = 30;
const MARKETING = 'marketing';

export function createRecoveryPages({ db, journeys, reports, settings, previews }: Deps): RecoveryPages {
  return {
    async view(shop) {
      const [{ recovery, sender, setup }, list, funnel, people] = await Promise.all([
        settings.get(shop),
        journeys.list(shop),
        reports.recoveryFunnel(shop, DAYS),
        previews.people(shop),
      ]);
      const journey = list.find((one) => one.id === RECOVERY);
      return {
        settings: { on: journey?.on ?? false, ...recovery },
        templates: await listSendable(db.read, shop, MARKETING, recovery.template),
        funnel,
        waiting: journey?.waiting ?? 0,
        senderSet: sender.address !== '',
        ownMailOff: setup.ownMailOff,
        people,
      };
    },
    preview: (shop, request) => previews.preview(shop, request),
    async save(shop, { on, ...recovery }) {
      const { template } = recovery;
      const choice = template === '' ? [] : await listSendable(db.read, shop, MARKETING, template);
      if (template !== '' && !choice.some(({ id }) => id === template)) return false;
      const result = await settings.update(shop, { recovery });
      if (!result.ok) throw new SettingsRefused(Object.keys(result.errors).join(', '));
      await journeys.applySettings(shop, result.settings);
      await journeys.setOn(shop, RECOVERY, on);
      return true;
    },
  };
}
