import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { Found } from '../../ui/views/suppression-views.ts';

/** What the page's actions answer. */
export interface SuppressionAnswer extends ActionAnswer {
  /** what an undo names */
  change?: string;
  found?: Found;
}
