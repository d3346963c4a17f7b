import type { RfmGroup } from '../rfm/groups.ts';
import type { Stage } from '../stages/rules.ts';
import type { DateField, TextField } from './fields.ts';
import type { Moment } from './moment.ts';

/** What a condition may look at of one contact, at one moment. */
export interface ContactView extends Moment {
  id: string;
  stage: Stage;
  rfmGroup: RfmGroup;
  r: number | null;
  f: number | null;
  m: number | null;
  score: number;
  ordersCount: number;
  netSpent: number;
  lastOrderAt: number | null;
  texts: Readonly<Record<TextField, string | null>>;
  dates: Readonly<Record<DateField, number | null>>;
  tags: ReadonlySet<string>;
  /** of those that conditions name, the ones the contact is in */
  segments: ReadonlySet<string>;
  /** counts and sums by `neededFacts(condition)[].key` */
  facts: ReadonlyMap<string, number>;
}

/** A count of facts was not loaded with the view: `neededFacts` of another condition was used. */
export class FactsNotLoaded extends Error {
  override name = 'FactsNotLoaded';
}
