import type { z } from 'zod';
import type { Change } from '../../appraisal/appraiser.ts';
import type { Reason } from '../../reason.ts';
import type { ContactView } from '../contact-view.ts';
import type { Measure } from './measure.ts';

/** All that a kind of leaf is but its SQL, which stands in `sql.server.ts`, and its words, which stand in `say/`. */
export interface LeafKind<Schema extends z.ZodObject> {
  schema: Schema;
  holds(leaf: z.infer<Schema>, view: ContactView): boolean;
  /** the leaf and what the contact has, for the sentence that says why */
  reason(leaf: z.infer<Schema>, view: ContactView): Reason;
  /** what has to change of a contact before another answer is possible; rather too much than too little */
  changes(leaf: z.infer<Schema>): readonly Change[];
  /**
   * The first instant after the view's at which the mere passing of time may give another answer; null: never. Without
   * it, time does not matter. Too early costs a look, too late is wrong.
   */
  next?(leaf: z.infer<Schema>, view: ContactView): number | null;
  /** counts and sums that the view has to hold before the leaf can be asked */
  measures?(leaf: z.infer<Schema>): readonly Measure[];
}

export const leafKind = <Schema extends z.ZodObject>(kind: LeafKind<Schema>) => kind;
