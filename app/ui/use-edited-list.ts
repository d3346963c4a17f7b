import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { useToastOf, type ActionAnswer } from './use-toast-of.ts';

/** What the list's route answers; `removed` names what was taken away, so that it can be taken back. */
export type EditedAnswer = ActionAnswer & { removed?: string };

/** A list of which one line at a time, or a new one, is open as a form, and whose removed lines come back with one press. */
export function useEditedList() {
  const fetcher = useFetcher<EditedAnswer>();
  /** id of the line that is open; empty for a new one */
  const [open, setOpen] = useState<string | null>(null);
  useToastOf(fetcher);
  return {
    isNew: open === '',
    isOpen: (id: string) => open === id,
    add: () => setOpen(''),
    edit: (id: string) => setOpen(id),
    close: () => setOpen(null),
    removed: fetcher.state === 'idle' ? fetcher.data?.removed : undefined,
    send: (body: object) => fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json' }),
  };
}
