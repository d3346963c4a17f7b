import type { JourneysService } from '../decide/journeys/service.server.ts';
import { RECOVERY } from '../decide/journeys/recovery-recipe.ts';
import type { MessageReports } from '../learn/reports/messages.server.ts';
import type { ReportsService } from '../learn/reports/service.server.ts';
import type { HistoryService, PartProgress } from '../listen/backfill/history-service.server.ts';
import type { DeliveriesService } from '../listen/inbox/deliveries.server.ts';
import { STALLED_MS, type WorkHealth } from '../platform/work/work-health.server.ts';
import type { NoticesService } from '../shop/install/notices.server.ts';
import type { TasksService } from '../platform/work/tasks/tasks-service.server.ts';
import { PIXEL_KIND } from '../shop/install/pixel.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { RfmService } from '../understand/rfm/service.server.ts';
import type { StagesService } from '../understand/stages/service.server.ts';
import type { Stage } from '../understand/stages/rules.ts';
import type { HomePages, HomeView, MillPart } from '../ui/views/home-views.ts';
import type { EmbedReader } from './embed.server.ts';

interface Deps {
  reports: ReportsService;
  stages: StagesService;
  rfm: RfmService;
  journeys: JourneysService;
  deliveries: DeliveriesService;
  tasks: TasksService;
  history: HistoryService;
  settings: SettingsService;
  embed: EmbedReader;
  messages: Pick<MessageReports, 'troubledCount'>;
  workHealth: WorkHealth;
  notices: NoticesService;
}

const DAYS = 30;

export function createHomePages(deps: Deps): HomePages {
  const { reports, stages, rfm, journeys, deliveries, tasks, settings, embed, messages, workHealth, notices } = deps;

  async function setup(shop: string, recoveryOn: boolean): Promise<HomeView['setup']> {
    const { sender, setup: marks } = await settings.get(shop);
    const [pixel] = await tasks.list(shop, [PIXEL_KIND], 1);
    return {
      ...(await embed(shop)),
      pixelConnected: pixel?.state === 'done',
      senderSet: sender.address !== '',
      recoveryOn,
      ...marks,
    };
  }

  return {
    async view(shop) {
      const [recovered, stageView, groups, journeyList, inbox, troubled, history, { credit }, health, told] =
        await Promise.all([
          reports.recovered(shop, DAYS),
          stages.overview(shop),
          rfm.overview(shop),
          journeys.list(shop),
          deliveries.counts(shop),
          messages.troubledCount(shop),
          deps.history.progress(shop),
          settings.get(shop),
          workHealth.ofShop(shop),
          notices.list(shop),
        ]);
      const recoveryOn = journeyList.some((journey) => journey.id === RECOVERY && journey.on);
      return {
        recovered: { ...recovered, windowDays: credit.windowDays },
        mill: {
          parts: [...stageView.stages.map(partOf), ...ADVOCACY],
          flows: stageView.flows,
          days: stageView.days,
        },
        groups: groups.groups,
        journeys: journeyList.map(({ id, name, on, waiting, attention }) => ({ id, name, on, waiting, attention })),
        attention: { inbox: inbox.attention, messages: troubled },
        stalled: health.behind.filter(({ age }) => age > STALLED_MS).map(({ kind, since }) => ({ kind, since })),
        notices: told,
        history: historyOf(history),
        setup: await setup(shop, recoveryOn),
      };
    },
    async mark(shop, mark, value) {
      await settings.update(shop, { setup: { [mark]: value } });
    },
  };
}

/** All parts as one. */
function historyOf(parts: readonly PartProgress[]): HomeView['history'] {
  if (parts.length === 0) return null;
  const counted = parts.filter(({ total }) => total !== null);
  return {
    done: parts.reduce((sum, { done }) => sum + done, 0),
    total: counted.length > 0 ? counted.reduce((sum, { total }) => sum + (total ?? 0), 0) : null,
    finished: parts.every(({ state }) => state !== 'queued'),
  };
}

/** Referrals and reviews are drawn, and not measured yet: the picture says so instead of a zero. */
const ADVOCACY: HomeView['mill']['parts'] = (['referral', 'review'] as const).map((part) => ({
  part,
  count: null,
  change: null,
}));

function partOf({ stage, contacts, change }: { stage: Stage; contacts: number; change: number }) {
  return { part: stage satisfies MillPart, count: contacts, change };
}
