import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import type { Condition } from '../../understand/conditions/condition.ts';
import type { ConditionAnswer } from '../views/condition-views.ts';

const PAUSE_MS = 300;

/** How many a condition holds for, while it is edited: asked after a pause in typing; the last answer stands. */
export function useLiveCount(condition: Condition) {
  const { submit, data, state } = useFetcher<ConditionAnswer>();
  const asked = JSON.stringify(condition);
  useEffect(() => {
    // a question that is overtaken is dropped by the fetcher
    const timer = setTimeout(
      () => submit(asked, { method: 'post', encType: 'application/json', action: '/app/conditions/count' }),
      PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [asked, submit]);
  const answer = data as ConditionAnswer | undefined;
  const current = answer?.asked === asked;
  return {
    answer,
    counting: state !== 'idle' || !current,
    /** the condition that was counted; null while something is not filled in */
    counted: answer?.ok ? (JSON.parse(answer.asked) as Condition) : null,
    /** what is not filled in yet */
    gaps: current ? answer.gaps : [],
  };
}

export type LiveCount = ReturnType<typeof useLiveCount>;
