import type { DayLine } from '../understand/rfm/history.server.ts';
import type { RfmDayView } from '../ui/views/rfm-views.ts';

/** More columns than this are too thin to be told apart. */
const MOST_DAYS = 26;

/** Days with their groups, the oldest first; of many some are drawn, evenly spread, the first and the last among them. */
export function drawnDays(lines: readonly DayLine[]): RfmDayView[] {
  const byDay = new Map<string, RfmDayView>();
  for (const { day, group, contacts, orders, revenue } of lines) {
    const view = byDay.get(day) ?? { day, groups: {} };
    view.groups[group] = { contacts, orders, revenue };
    byDay.set(day, view);
  }
  const days = [...byDay.values()];
  if (days.length <= MOST_DAYS) return days;
  const step = (days.length - 1) / (MOST_DAYS - 1);
  return Array.from({ length: MOST_DAYS }, (_, at) => days[Math.round(at * step)]).flatMap((day) => day ?? []);
}
