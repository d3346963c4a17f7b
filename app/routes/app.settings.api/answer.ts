import type { ActionAnswer } from '../../ui/use-toast-of.ts';

export interface KeyAnswer extends ActionAnswer {
  /** the new one, this once */
  key?: string;
  /** the one that was revoked */
  revoked?: string;
}
