import { z } from 'zod';
import type { MailLocale } from '../words.ts';
import { documentSchema, type TemplateDocument } from './document.ts';
import type { Fault } from './faults.ts';

export interface TemplateSummary {
  id: string;
  name: string;
  locale: MailLocale;
  editedAt: number;
  /** the newest version that can be sent; 0 while there is none */
  version: number;
  /** the draft or the brand is not as that version has it */
  changed: boolean;
}

export interface Template extends TemplateSummary {
  document: TemplateDocument;
  /** counts the saves of the draft */
  revision: number;
  /** the starting template it came from */
  recipe: string | null;
}

export interface TemplateVersionSummary {
  version: number;
  at: number;
  who: string | null;
}

export type DraftSaved =
  | { kind: 'saved'; revision: number }
  /** somebody saved since it was opened */
  | { kind: 'conflict'; revision: number; at: number }
  | { kind: 'gone' };

export type Published = { kind: 'published'; version: number } | { kind: 'faults'; faults: Fault[] } | { kind: 'gone' };

/** A name that a merchant gives. */
export const templateName = z.string().trim().min(1).max(120);

const storedDocument = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(documentSchema);

/** @throws ZodError when it was not written by us */
export const parseDocument = (stored: string): TemplateDocument => storedDocument.parse(stored);
