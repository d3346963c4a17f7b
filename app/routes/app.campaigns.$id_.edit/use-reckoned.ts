import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import type { Plan } from '../../decide/campaigns/plan.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import type { Reckoning } from '../../ui/views/campaign-views.ts';

const REST_MS = 250;

export interface LiveReckoning {
  reckoned: Reckoning | null;
  known: boolean;
}

/** Who would get it, asked anew when the audience has changed and rests. */
export function useReckoned(plan: Plan, channel: Channel): LiveReckoning {
  const { submit, data } = useFetcher<{ reckoned: Reckoning | null }>();
  const { include, exclude, resend, holdout } = plan;
  const asked = JSON.stringify({ include, exclude, resend, holdout });
  useEffect(() => {
    const timer = setTimeout(() => {
      submit(asked, {
        method: 'post',
        encType: 'application/json',
        action: `/app/campaigns/audience?channel=${channel}`,
      });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [asked, channel, submit]);
  return { reckoned: data?.reckoned ?? null, known: data !== undefined };
}
