import { Badge, type BadgeProps } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { PostState as State, VariantState as OfVariant } from '../../act/social/states.ts';

type Look = Pick<BadgeProps, 'tone' | 'progress'>;

const POST: Readonly<Record<State, Look>> = {
  draft: {},
  scheduled: { tone: 'info', progress: 'incomplete' },
  publishing: { tone: 'info', progress: 'partiallyComplete' },
  done: { tone: 'success', progress: 'complete' },
  cancelled: {},
};

const VARIANT: Readonly<Record<OfVariant, Look>> = {
  planned: {},
  queued: { tone: 'info', progress: 'incomplete' },
  claimed: { tone: 'info', progress: 'partiallyComplete' },
  submitting: { tone: 'info', progress: 'partiallyComplete' },
  published: { tone: 'success', progress: 'complete' },
  refused: { tone: 'critical' },
  unknown: { tone: 'warning' },
  cancelled: {},
};

export function PostState({ state }: { state: State }) {
  const { t } = useTranslation();
  return <Badge {...POST[state]}>{t(`social.state.${state}`)}</Badge>;
}

export function VariantState({ state }: { state: OfVariant }) {
  const { t } = useTranslation();
  return <Badge {...VARIANT[state]}>{t(`social.variantState.${state}`)}</Badge>;
}
