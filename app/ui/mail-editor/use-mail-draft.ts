import { useCallback, useState } from 'react';
import type { TemplateDocument } from '../../act/messages/templates/design/document.ts';
import type { MailEdit } from './mail-edit.ts';
import { beginMail, editedMail, redoneMail, undoneMail } from './mail-history.ts';

export interface MailDraft {
  document: TemplateDocument;
  dirty: boolean;
  edit(step: MailEdit): void;
  /** null when there is nothing to take back */
  undo: (() => void) | null;
  redo: (() => void) | null;
  discard(): void;
}

/**
 * A designed mail while it is edited, beside what is saved. What was just saved keeps its steps, so that they can still
 * be taken back; when something else comes from the server, the draft follows.
 */
export function useMailDraft(saved: TemplateDocument): MailDraft {
  const known = JSON.stringify(saved);
  const [base, setBase] = useState(known);
  const [history, setHistory] = useState(() => beginMail(saved));
  const now = JSON.stringify(history.document);
  if (base !== known) {
    setBase(known);
    if (known !== now) setHistory(beginMail(saved));
  }
  const edit = useCallback((step: MailEdit) => setHistory((before) => editedMail(before, step)), []);
  const undo = useCallback(() => setHistory(undoneMail), []);
  const redo = useCallback(() => setHistory(redoneMail), []);
  return {
    document: history.document,
    dirty: now !== known,
    edit,
    undo: history.past.length > 0 ? undo : null,
    redo: history.future.length > 0 ? redo : null,
    discard: () => setHistory(beginMail(saved)),
  };
}
