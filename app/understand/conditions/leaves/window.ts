import { z } from 'zod';
import type { Comparison } from '../compare.ts';
import { type Moment, windowEnd } from '../moment.ts';
import { day } from './day.ts';

/** When it must have happened: within calendar days of the shop (today included), between two days, or ever. */
export const windowShape = {
  windowDays: z.number().int().min(0).max(3650).exactOptional(),
  from: day.exactOptional(),
  to: day.exactOptional(),
};

export interface Window {
  windowDays?: number;
  from?: string;
  to?: string;
}

/** Nothing comes into a window by time alone: what is too few stays so, what is few enough does too. */
export function onlyFewer(op: Comparison, holds: boolean): boolean {
  return holds ? op === 'lt' || op === 'lte' : op === 'gt' || op === 'gte';
}

/** When the earliest thing in a window leaves it; null when nothing is in it, or nothing leaves. */
export function windowPasses(moment: Moment, { windowDays }: Window, earliest: number | null): number | null {
  return windowDays === undefined || earliest === null ? null : windowEnd(moment, earliest, windowDays);
}
