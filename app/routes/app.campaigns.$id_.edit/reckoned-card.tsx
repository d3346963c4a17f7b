import { Card, SkeletonBodyText } from '@shopify/polaris';
import type { Plan } from '../../decide/campaigns/plan.ts';
import { ReckonedAudience } from '../../ui/pieces/reckoned-audience.tsx';
import type { LiveReckoning } from './use-reckoned.ts';

/** Live beside the settings: who would get it, and who would not. */
export function ReckonedCard({ plan, reckoning }: { plan: Plan; reckoning: LiveReckoning }) {
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      {reckoning.known ? (
        <ReckonedAudience reckoned={reckoning.reckoned} nobody={plan.include.length === 0 && plan.resend === null} />
      ) : (
        <SkeletonBodyText lines={3} />
      )}
    </Card>
  );
}
