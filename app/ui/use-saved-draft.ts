import { useFetcher } from '@remix-run/react';
import { type Draft, useDraft } from './use-draft.ts';
import { useToastOf, type ActionAnswer } from './use-toast-of.ts';

export interface SavedDraft<T> extends Draft<T> {
  /** by field: the key of the words beside it */
  errors: Record<string, string>;
  /** what the save bar needs */
  bar: { dirty: boolean; busy: boolean; save: () => void; discard: () => void };
}

/**
 * A draft that the action of its own page saves, as JSON.
 * @param bodyOf what is sent of it, where that is not the draft alone
 */
export function useSavedDraft<T extends object>(
  saved: T,
  bodyOf: (value: T) => object = (value) => value,
): SavedDraft<T> {
  const fetcher = useFetcher<ActionAnswer>();
  const draft = useDraft(saved);
  useToastOf(fetcher);
  return {
    ...draft,
    // what was discarded is not wrong any more
    errors: (draft.dirty && fetcher.data?.errors) || {},
    bar: {
      dirty: draft.dirty,
      busy: fetcher.state !== 'idle',
      save: () => fetcher.submit(JSON.stringify(bodyOf(draft.value)), { method: 'post', encType: 'application/json' }),
      discard: () => draft.discard(),
    },
  };
}
