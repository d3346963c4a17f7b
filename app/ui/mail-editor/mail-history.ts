// A designed mail while it is edited: every step can be taken back.
import type { TemplateDocument } from '../../act/messages/templates/design/document.ts';
import { edited, type MailEdit } from './mail-edit.ts';

export interface MailHistory {
  document: TemplateDocument;
  past: readonly TemplateDocument[];
  future: readonly TemplateDocument[];
  /** the field that the last change was of */
  typing: string | null;
}

const MOST_STEPS = 200;

export const beginMail = (document: TemplateDocument): MailHistory => ({
  document,
  past: [],
  future: [],
  typing: null,
});

export function editedMail(history: MailHistory, edit: MailEdit): MailHistory {
  const document = edited(history.document, edit);
  if (document === history.document) return history;
  const typing = typedIn(edit);
  const goesOn = typing !== null && typing === history.typing;
  return {
    document,
    past: goesOn ? history.past : [...history.past, history.document].slice(-MOST_STEPS),
    future: [],
    typing,
  };
}

function typedIn(edit: MailEdit): string | null {
  if (edit.do === 'put') return `${edit.block.id} ${edit.key}`;
  return edit.do === 'head' ? edit.key : null;
}

export function undoneMail(history: MailHistory): MailHistory {
  const before = history.past.at(-1);
  if (!before) return history;
  return {
    document: before,
    past: history.past.slice(0, -1),
    future: [history.document, ...history.future],
    typing: null,
  };
}

export function redoneMail(history: MailHistory): MailHistory {
  const [after, ...future] = history.future;
  if (!after) return history;
  return { document: after, past: [...history.past, history.document], future, typing: null };
}
