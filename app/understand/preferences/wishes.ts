// What somebody wishes of the mail she gets: how often, from when on, in which language. Pure, from what was said.
import { z } from 'zod';
import { DAY } from '../../platform/clock/clock.ts';

export const FREQUENCIES = ['all', 'weekly', 'monthly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** Within so many days at most one marketing message. */
export const FREQUENCY_DAYS: Readonly<Record<Frequency, number | null>> = { all: null, weekly: 7, monthly: 30 };

/** For how many days mail may be paused. */
export const PAUSES = [30, 60, 90] as const;
const LONGEST_PAUSE = 92 * DAY;

export const WISH_LANGUAGES = ['en', 'it'] as const;

export interface Wishes {
  frequency: Frequency;
  /** null: no pause */
  pausedUntil: number | null;
  /** null: as Shopify knows her */
  language: string | null;
}

export const NO_WISHES: Wishes = { frequency: 'all', pausedUntil: null, language: null };

export const WISH_NAMES = ['frequency', 'pause', 'language'] as const;

/** One thing that was said. */
export interface SaidWish {
  /** of the fact that says it */
  fact: string;
  name: string;
  value: string;
  at: number;
}

/** Of each name the latest word holds, of two of one instant the one of the greater fact: in whatever order they are heard. */
export function wishesFrom(said: readonly SaidWish[]): Wishes {
  const latest = new Map<string, SaidWish>();
  for (const one of said) {
    const known = latest.get(one.name);
    if (!known || one.at > known.at || (one.at === known.at && one.fact > known.fact)) latest.set(one.name, one);
  }
  const pause = latest.get('pause');
  return {
    frequency: readFrequency(latest.get('frequency')?.value),
    pausedUntil: pause ? readPause(pause) : null,
    language: WISH_LANGUAGES.find((language) => language === latest.get('language')?.value) ?? null,
  };
}

const readFrequency = (text: string | undefined) => FREQUENCIES.find((one) => one === text) ?? NO_WISHES.frequency;

/** The instant at which it ends; empty when it was ended. */
function readPause({ value, at }: SaidWish): number | null {
  const until = z.coerce
    .number()
    .int()
    .positive()
    .safeParse(value === '' ? undefined : value);
  // nobody pauses for ever: that would be leaving, which has a way of its own
  return until.success ? Math.min(until.data, at + LONGEST_PAUSE) : null;
}
