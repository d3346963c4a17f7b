import type { Random } from './random.ts';

const DAY = 86_400_000;
export const DAYS = 730;
/** How busy each month is, January first: quiet August, loud November and December. */
const MONTHS = [0.85, 0.8, 0.95, 1.0, 1.05, 1.0, 0.85, 0.6, 0.95, 1.05, 1.55, 1.6];

/** The shop's two years: picks days as a growing, seasonal trade would. */
export function calendar(random: Random, today: number) {
  const weights = Array.from({ length: DAYS }, (_, day) => {
    const date = new Date(today - (DAYS - day) * DAY);
    const growth = 0.6 + (0.7 * day) / DAYS;
    const weekend = [0, 1].includes(date.getUTCDay()) ? 1.25 : 1;
    return (MONTHS[date.getUTCMonth()] ?? 1) * growth * weekend;
  });
  const cumulative: number[] = [];
  weights.reduce((sum, weight, day) => (cumulative[day] = sum + weight), 0);
  const total = cumulative.at(-1) ?? 1;

  return {
    /** An instant of the two years, more likely on a busy day, between breakfast and midnight. */
    arrival(): number {
      const target = random.next() * total;
      let low = 0;
      let high = DAYS - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((cumulative[middle] ?? 0) < target) low = middle + 1;
        else high = middle;
      }
      return today - (DAYS - low) * DAY + timeOfDay(random);
    },
    /** The same day at an hour when people shop, and never after the shop's opening day. */
    onDay(at: number): number {
      return Math.floor(at / DAY) * DAY + timeOfDay(random);
    },
    monthOf: (at: number) => new Date(at).getUTCMonth() + 1,
  };
}

export type Calendar = ReturnType<typeof calendar>;

function timeOfDay(random: Random): number {
  const hour = Math.min(23, Math.floor(6 + (random.next() + random.next()) * 8.5));
  return (hour * 3600 + random.between(0, 3599)) * 1000;
}
