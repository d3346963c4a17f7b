import { Badge, type BadgeProps } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { CampaignState as State } from '../../decide/campaigns/states.ts';

const LOOK: Readonly<Record<State, Pick<BadgeProps, 'tone' | 'progress'>>> = {
  draft: {},
  approval: { tone: 'attention', progress: 'incomplete' },
  scheduled: { tone: 'info', progress: 'incomplete' },
  freezing: { tone: 'info', progress: 'partiallyComplete' },
  sending: { tone: 'info', progress: 'partiallyComplete' },
  paused: { tone: 'warning' },
  cancelled: {},
  done: { tone: 'success', progress: 'complete' },
};

export function CampaignState({ state }: { state: State }) {
  const { t } = useTranslation();
  return <Badge {...LOOK[state]}>{t(`campaigns.state.${state}`)}</Badge>;
}
