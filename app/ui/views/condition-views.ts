import type { Condition } from '../../understand/conditions/condition.ts';
import type { NameSource } from '../conditions/entries/entry.ts';
import type { Stage } from '../../understand/stages/rules.ts';
import type { Words } from './told.ts';

/** What things that conditions name by id are called, by `source id`. */
export type NamesById = Record<string, Words>;

export interface NameChoice {
  id: string;
  name: Words;
  /** of an attribute: text, number, date, flag, choice */
  type?: string | null;
}

export interface SampleContact {
  id: string;
  name: string;
  email: string | null;
  stage: Stage;
  group: string;
}

export interface ConditionCount {
  count: number;
  /** there was no time to count all: from how many it is reckoned, and between which it is */
  about: { from: number; to: number; looked: number } | null;
  /** contacts of the shop, whatever is asked */
  of: number;
  /** up to ten of them */
  sample: SampleContact[];
}

/** `asked` is the condition as it was sent, so that an answer that was overtaken can be told. */
export type ConditionAnswer =
  | ({ ok: true; asked: string; gaps: [] } & ConditionCount)
  /** what is not filled in yet, by its place */
  | { ok: false; asked: string; gaps: (string | number)[][] };

export interface ConditionPages {
  /** @param signal whoever asked no longer wants to know */
  count(shop: string, condition: Condition, signal: AbortSignal): Promise<ConditionCount>;
  /** those whose name contains the search; of an empty one, the first */
  names(shop: string, source: NameSource, search: string): Promise<NameChoice[]>;
  book(shop: string, conditions: readonly Condition[]): Promise<NamesById>;
}
