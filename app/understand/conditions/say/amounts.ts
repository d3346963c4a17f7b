import { formatMoney } from '../../../platform/money.ts';
import { type Comparison, everOf } from '../compare.ts';
import type { Between } from '../leaves/between.ts';
import type { Window } from '../leaves/window.ts';
import { denied, type Words } from './words.ts';

/** `at least 2` */
export function amount({ t, locale }: Words, op: Comparison, value: number): string {
  return t(`sentence.op.${op}`, { value: new Intl.NumberFormat(locale, { useGrouping: false }).format(value) });
}

export function moneyAmount({ t, locale, currency }: Words, op: Comparison, value: number): string {
  return t(`sentence.op.${op}`, { value: formatMoney(value, currency, locale) });
}

/** `score is at least 2` */
export function compared(words: Words, field: string, holds: boolean, said: string): string {
  return words.t('sentence.compared', { field, is: words.t(denied('is', holds)), amount: said });
}

const day = ({ locale }: Words, named: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(named));

/** `in the last 90 days`, `between … and …`; nothing for ever. */
export function period(words: Words, { days, from, to }: Between): string {
  const parts: string[] = [];
  if (days !== undefined)
    parts.push(words.t(days === 0 ? 'sentence.when.today' : 'sentence.when.days', { count: days }));
  if (from !== undefined && to !== undefined) {
    parts.push(words.t('sentence.when.between', { from: day(words, from), to: day(words, to) }));
  } else if (from !== undefined) parts.push(words.t('sentence.when.from', { from: day(words, from) }));
  else if (to !== undefined) parts.push(words.t('sentence.when.to', { to: day(words, to) }));
  return parts.join(words.t('sentence.and'));
}

export function windowed(words: Words, { windowDays, from, to }: Window): string {
  return period(words, {
    ...(windowDays !== undefined && { days: windowDays }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  });
}

/** How a count is said: not at all, at least once, or so often. */
export function counted(op: Comparison, value: number, holds: boolean): 'never' | 'once' | 'often' {
  const ever = everOf(op, value);
  if (ever === null) return 'often';
  return ever === holds ? 'once' : 'never';
}
