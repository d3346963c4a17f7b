import type { ConsentState } from '../../listen/facts/fact.ts';
import type { RfmGroup } from '../rfm/groups.ts';
import type { Stage } from '../stages/rules.ts';
import type { DateField, FlagField, NumberColumn, TextField } from './fields.ts';
import type { Moment } from './moment.ts';

/** From which day on, YYYY-MM-DD, in which RFM group. */
export interface RfmDay {
  day: string;
  group: RfmGroup;
}

/** What a condition may look at of one contact, at one moment. */
export interface ContactView extends Moment {
  id: string;
  stage: Stage;
  rfmGroup: RfmGroup;
  r: number | null;
  f: number | null;
  m: number | null;
  /** changes of the RFM group, the oldest first, where conditions ask for them */
  rfmDays: readonly RfmDay[];
  texts: Readonly<Record<TextField, string | null>>;
  dates: Readonly<Record<DateField, number | null>>;
  numbers: Readonly<Record<NumberColumn, number | null>>;
  flags: Readonly<Record<FlagField, boolean>>;
  tags: ReadonlySet<string>;
  /** of those that conditions name, the ones the contact is in */
  segments: ReadonlySet<string>;
  /** of those that conditions name, by `interestKey` */
  interests: ReadonlyMap<string, { rank: number; share: number }>;
  attributes: ReadonlyMap<string, { value: string; number: number | null }>;
  /** scores in scopes that conditions name, but for the global one; none is zero */
  scores: ReadonlyMap<string, number>;
  /** by `consentKey`, of those that conditions name; marketing mail is among the texts */
  consents: ReadonlyMap<string, ConsentState>;
  /** by `measureKey`: counts, sums and instants */
  facts: ReadonlyMap<string, number | null>;
}

/** A count of facts was not loaded with the view: the measures of another condition were used. */
export class FactsNotLoaded extends Error {
  override name = 'FactsNotLoaded';
}
