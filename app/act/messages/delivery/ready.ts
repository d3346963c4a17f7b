import type { Reason } from '../../../decide/journeys/reason.ts';
import type { Composed } from './compose.server.ts';
import type { Packed } from './parcel.ts';

/** A claimed message after the last look: it stays here, or waits, and why; or it may leave, as what. */
export type Ready =
  { not: Reason } | { until: number; reason: Reason } | { because: Reason; compose: () => Promise<Composed | Packed> };
