// What the messages of a period cost. Pure; money in minor units.
import { lengthOf, type Period } from '../reports/period.ts';
import type { Cost } from './cost-line.ts';

export interface Sent {
  day: string;
  submitted: number;
}

interface Of {
  period: Period;
  /** how many were sent, by day */
  sent: readonly Sent[];
  /** whose costs: of all messages, or of one campaign */
  campaign: string | null;
}

/**
 * What a line adds to a period. All messages bear every line; a campaign bears its own, and those by the thousand for what
 * it sent, but no share of what is spent on messages as a whole: any rule for that would be made up.
 */
export function costOf(line: Cost, { period, sent, campaign }: Of): number {
  const { per, amount, firstDay, lastDay } = line;
  if (per === 'campaign') {
    const isHers = campaign === null || line.campaign === campaign;
    return isHers && firstDay >= period.from && firstDay <= period.to ? amount : 0;
  }
  if (per === 'days') {
    if (campaign !== null || lastDay === null) return 0;
    const from = firstDay > period.from ? firstDay : period.from;
    const to = lastDay < period.to ? lastDay : period.to;
    if (from > to) return 0;
    return Math.round((amount * lengthOf({ from, to })) / lengthOf({ from: firstDay, to: lastDay }));
  }
  const messages = sent
    .filter(({ day }) => day >= firstDay && (lastDay === null || day <= lastDay))
    .reduce((sum, { submitted }) => sum + submitted, 0);
  return Math.round((amount * messages) / 1000);
}
