import type { z } from 'zod';
import type { Reason } from '../../reason.ts';
import type { ContactView } from '../contact-view.ts';

/** All that a kind of leaf is but its SQL, which stands in `sql.server.ts`. */
export interface LeafKind<Schema extends z.ZodObject> {
  schema: Schema;
  holds(leaf: z.infer<Schema>, view: ContactView): boolean;
  /** the leaf and what the contact has, for the sentence that says why */
  reason(leaf: z.infer<Schema>, view: ContactView): Reason;
}

export const leafKind = <Schema extends z.ZodObject>(kind: LeafKind<Schema>) => kind;
