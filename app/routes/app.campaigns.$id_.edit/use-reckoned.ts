import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import type { Plan } from '../../decide/campaigns/plan.ts';
import type { Reckoning } from '../../ui/views/campaign-views.ts';

const REST_MS = 250;

export interface LiveReckoning {
  reckoned: Reckoning | null;
  known: boolean;
}

/** Who would get it, asked anew when the audience has changed and rests. */
export function useReckoned(plan: Plan): LiveReckoning {
  const { submit, data } = useFetcher<{ reckoned: Reckoning | null }>();
  const { include, exclude, resend, holdout } = plan;
  const asked = JSON.stringify({ include, exclude, resend, holdout });
  useEffect(() => {
    const timer = setTimeout(() => {
      submit(asked, { method: 'post', encType: 'application/json', action: '/app/campaigns/audience' });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [asked, submit]);
  return { reckoned: data?.reckoned ?? null, known: data !== undefined };
}
