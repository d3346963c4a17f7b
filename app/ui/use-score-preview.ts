import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import type { ScorePreview } from '../understand/scoring/preview.server.ts';
import type { ScoreChange } from './views/scoring-views.ts';

const QUIET_MS = 400;

export interface PreviewState {
  /** null until there is one, and while the form is not whole */
  preview: ScorePreview | null;
  busy: boolean;
}

/** Asks, once typing has stopped, who would cross a threshold. @param change null when nothing is changed */
export function useScorePreview(change: ScoreChange | null): PreviewState {
  const { submit, data, state } = useFetcher<ScorePreview | null>();
  const asked = change && JSON.stringify(change);
  useEffect(() => {
    if (asked === null) return;
    const timer = setTimeout(
      () => submit(asked, { method: 'post', encType: 'application/json', action: '/app/contacts/scoring/preview' }),
      QUIET_MS,
    );
    return () => clearTimeout(timer);
  }, [asked, submit]);
  return { preview: data ?? null, busy: state !== 'idle' };
}
