import type { MailPreviews } from '../act/messages/preview.server.ts';
import type { ShortPreviews } from '../act/messages/texts/preview-short.server.ts';
import { listSendable } from '../act/messages/templates/design/sendable.server.ts';
import { RECOVERY } from '../decide/journeys/recovery-recipe.ts';
import type { JourneysService } from '../decide/journeys/service.server.ts';
import type { EffectService } from '../learn/effect/service.server.ts';
import { dayBefore } from '../learn/reports/period.ts';
import type { ReportsService } from '../learn/reports/service.server.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { dayOf } from '../platform/clock/zones.ts';
import type { Database } from '../platform/db/db.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { RecoveryEffect, RecoveryPages } from '../ui/views/recovery-views.ts';
import { createRecoveryReminder } from './recovery-reminder.server.ts';
import { SettingsRefused } from './settings.server.ts';

interface Deps {
  db: Database;
  journeys: JourneysService;
  reports: ReportsService;
  effects: EffectService;
  shops: ShopsService;
  clock: Clock;
  settings: SettingsService;
  previews: MailPreviews;
  shortPreviews: ShortPreviews;
}

const DAYS = 30;
/** Longer than the funnel: a tenth that is held out takes its time to say something. */
const EFFECT_DAYS = 90;
const MARKETING = 'marketing';

export function createRecoveryPages(deps: Deps): RecoveryPages {
  const { db, journeys, reports, effects, shops, clock, settings, previews } = deps;
  const reminders = createRecoveryReminder(deps);

  async function effectOf(shop: string): Promise<RecoveryEffect> {
    const { timezone } = await shops.require(shop);
    const to = dayOf(clock.now(), timezone);
    const period = { from: dayBefore(to, EFFECT_DAYS - 1), to };
    return { days: EFFECT_DAYS, measured: await effects.of(shop, 'journey', RECOVERY, period) };
  }

  return {
    async view(shop) {
      const [{ recovery, sender, setup }, list, funnel, people, effect] = await Promise.all([
        settings.get(shop),
        journeys.list(shop),
        reports.recoveryFunnel(shop, DAYS),
        previews.people(shop),
        effectOf(shop),
      ]);
      const journey = list.find((one) => one.id === RECOVERY);
      return {
        settings: { on: journey?.on ?? false, ...recovery },
        templates: await listSendable(db.read, shop, MARKETING, recovery.template),
        reminder: await reminders.view(shop, recovery.reminder.template),
        funnel,
        effect,
        waiting: journey?.waiting ?? 0,
        senderSet: sender.address !== '',
        ownMailOff: setup.ownMailOff,
        people,
      };
    },
    preview: (shop, request) => previews.preview(shop, request),
    previewReminder: (shop, template, contact) => reminders.preview(shop, template, contact),
    async save(shop, { on, ...recovery }) {
      const { template } = recovery;
      const choice = template === '' ? [] : await listSendable(db.read, shop, MARKETING, template);
      if (template !== '' && !choice.some(({ id }) => id === template)) return 'template';
      if (!(await reminders.isSound(shop, recovery.reminder))) return 'reminder.template';
      const result = await settings.update(shop, { recovery });
      if (!result.ok) throw new SettingsRefused(Object.keys(result.errors).join(', '));
      await journeys.applySettings(shop, result.settings);
      await journeys.setOn(shop, RECOVERY, on);
      return null;
    },
  };
}
