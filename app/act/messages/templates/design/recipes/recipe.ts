import type { z } from 'zod';
import type { MailLocale } from '../../words.ts';
import type { blockSchema, columnsBlock, TemplateDocument } from '../document.ts';

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

type BlockInput = z.input<typeof blockSchema>;
type ColumnsInput = z.input<typeof columnsBlock>;
/** Ids are given when the document is made. */
export type PieceDraft = DistributiveOmit<ColumnsInput['columns'][number][number], 'id'>;
export type BlockDraft =
  | DistributiveOmit<Exclude<BlockInput, { kind: 'columns' }>, 'id'>
  | (Omit<ColumnsInput, 'id' | 'columns'> & { columns: PieceDraft[][] });

/** Both languages stand beside one another, so that neither falls behind. */
export type Say = (english: string, italian: string) => string;

export const AIMS = ['welcome', 'recover', 'sell', 'after', 'return', 'tell'] as const;
export type Aim = (typeof AIMS)[number];

export interface Recipe {
  id: string;
  aim: Aim;
  name: Record<MailLocale, string>;
  /** when it is good, in a sentence */
  about: Record<MailLocale, string>;
  mail(say: Say): {
    subject: string;
    preheader: string;
    blocks: BlockDraft[];
  } & Partial<Pick<TemplateDocument, 'purpose' | 'logo'>>;
}
