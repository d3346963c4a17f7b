import type { MailPreviews } from '../act/messages/preview.server.ts';
import { RECOVERY } from '../decide/journeys/recovery-recipe.ts';
import type { JourneysService } from '../decide/journeys/service.server.ts';
import type { ReportsService } from '../learn/reports/service.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { RecoveryPages } from '../ui/views/recovery-views.ts';
import { SettingsRefused } from './settings.server.ts';

interface Deps {
  journeys: JourneysService;
  reports: ReportsService;
  settings: SettingsService;
  previews: MailPreviews;
}

const DAYS = 30;

export function createRecoveryPages({ journeys, reports, settings, previews }: Deps): RecoveryPages {
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
        funnel,
        waiting: journey?.waiting ?? 0,
        senderSet: sender.address !== '',
        ownMailOff: setup.ownMailOff,
        people,
      };
    },
    preview: (shop, request) => previews.preview(shop, request),
    async save(shop, { on, ...recovery }) {
      const result = await settings.update(shop, { recovery });
      if (!result.ok) throw new SettingsRefused(Object.keys(result.errors).join(', '));
      await journeys.applySettings(shop, result.settings);
      await journeys.setOn(shop, RECOVERY, on);
    },
  };
}
