import type { Bands } from '../../understand/scoring/bands.ts';
import type { ScorePreview } from '../../understand/scoring/preview.server.ts';
import type { ShopRule } from '../../understand/scoring/rule-set.ts';
import type { ScoreLine } from './contact-views.ts';
import type { RuleForm } from '../../understand/scoring/rule-form.ts';
import type { NamesById } from './condition-views.ts';

export interface ScoringView {
  /** those that ship first */
  rules: ShopRule[];
  bands: Bands;
  /** scores are being counted anew: contacts done so far, of how many, and milliseconds that the rest will take */
  rescoring: {
    id: string;
    done: number;
    total: number | null;
    remaining: number | null;
    /** somebody has broken it off, or it failed: it goes on when it is asked to */
    rests: boolean;
  } | null;
}

/** A page of a contact's ledger, latest first. */
export interface LedgerPage {
  lines: (Omit<ScoreLine, 'times' | 'lastAt'> & { id: string; at: number; about: string | null })[];
  next: string | null;
}

export interface ScoreChange {
  rule?: RuleForm;
  remove?: string;
  bands?: Bands;
}

export interface ScoringPages {
  view(shop: string): Promise<ScoringView>;
  /** @returns false when there are as many rules as a shop may have */
  save(shop: string, rule: RuleForm): Promise<boolean>;
  /** one that ships is again as it ships; one of the shop's own is gone */
  remove(shop: string, id: string): Promise<void>;
  /** what was removed is as it was before */
  restore(shop: string, id: string): Promise<void>;
  /** breaks the counting anew off, or lets it go on */
  stop(shop: string, task: string): Promise<void>;
  resume(shop: string, task: string): Promise<void>;
  /** what a rule names by id is called */
  names(shop: string, rule: RuleForm): Promise<NamesById>;
  setBands(shop: string, bands: Bands): Promise<void>;
  ledger(shop: string, contact: string, after: string | null): Promise<LedgerPage>;
  preview(shop: string, change: ScoreChange): Promise<ScorePreview>;
}
