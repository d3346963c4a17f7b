import { useCallback, useMemo, useState } from 'react';
import type { Condition } from '../../understand/conditions/condition.ts';
import { type Draft, toCondition, toDraft } from './draft.ts';
import { beginHistory, changed, type DraftChange, redone, undone } from './draft-history.ts';

export interface ConditionDraft {
  draft: Draft;
  condition: Condition;
  dirty: boolean;
  change(step: DraftChange): void;
  /** null when there is nothing to take back */
  undo: (() => void) | null;
  redo: (() => void) | null;
  discard(): void;
}

/** A condition while it is edited, beside what is saved. When the saved one changes (after saving), the draft follows. */
export function useConditionDraft(saved: Condition): ConditionDraft {
  const known = JSON.stringify(saved);
  const [base, setBase] = useState(known);
  const [history, setHistory] = useState(() => beginHistory(toDraft(saved)));
  if (base !== known) {
    setBase(known);
    setHistory(beginHistory(toDraft(saved)));
  }
  const { draft } = history;
  const condition = useMemo(() => toCondition(draft), [draft]);
  const change = useCallback((step: DraftChange) => setHistory((before) => changed(before, step)), []);
  return {
    draft,
    condition,
    dirty: JSON.stringify(condition) !== JSON.stringify(toCondition(toDraft(saved))),
    change,
    undo: history.past.length > 0 ? () => setHistory(undone) : null,
    redo: history.future.length > 0 ? () => setHistory(redone) : null,
    discard: () => setHistory(beginHistory(toDraft(saved))),
  };
}
