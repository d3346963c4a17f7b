import { useFetcher } from '@remix-run/react';
import type { Condition } from '../../understand/conditions/condition.ts';
import { useDraft } from '../use-draft.ts';
import { useToastOf, type ActionAnswer } from '../use-toast-of.ts';
import { useConditionDraft } from './use-condition-draft.ts';
import { useLiveCount } from './use-live-count.ts';
import { useNameBook } from './use-name-book.ts';
import type { NamesById } from '../views/condition-views.ts';

/**
 * Something with a condition while it is edited: its words, its condition, how many it holds for, and how all is saved
 * together. The action of the page takes what was loaded, as JSON.
 * @param names what the condition names by id
 */
export function useNamedCondition<T extends { condition: Condition }>(saved: T, names: NamesById) {
  const { condition, ...words } = saved;
  const fetcher = useFetcher<ActionAnswer>();
  const draft = useDraft(words);
  const editor = useConditionDraft(condition);
  const live = useLiveCount(editor.condition);
  const book = useNameBook(names);
  useToastOf(fetcher);
  const dirty = draft.dirty || editor.dirty;
  const send = (value = draft.value) =>
    fetcher.submit(JSON.stringify({ ...value, condition: editor.condition }), {
      method: 'post',
      encType: 'application/json',
    });
  return {
    draft,
    editor,
    live,
    book,
    /** saves at once, with words other than those in the fields */
    send,
    // what was discarded is not wrong any more
    refusal: dirty && fetcher.data?.ok === false ? fetcher.data : null,
    errors: (dirty && fetcher.data?.errors) || {},
    bar: {
      dirty,
      busy: fetcher.state !== 'idle',
      save: () => send(),
      discard() {
        draft.discard();
        editor.discard();
      },
    },
  };
}

/** What of it the panes need, whatever the words are. */
export type NamedCondition = Pick<
  ReturnType<typeof useNamedCondition<{ condition: Condition }>>,
  'editor' | 'live' | 'book' | 'refusal'
>;
