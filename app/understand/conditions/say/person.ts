// Who somebody is, in words.
import type { RfmGroup } from '../../rfm/groups.ts';
import type { TextTest } from '../compare.ts';
import type { LeafOf } from '../leaves/leaves.ts';
import { amount, compared, moneyAmount, period } from './amounts.ts';
import { denied, either, keyed, quoted, type Words } from './words.ts';

const fieldOf = ({ t }: Words, field: string, values = {}) => t(`sentence.field.${keyed(field)}`, values);

export function tested(words: Words, field: string, test: TextTest, of: readonly string[], holds: boolean): string {
  if (of.length === 0) return words.t(denied('known', holds), { field });
  const verb = words.t(`sentence.${holds ? 'test' : 'testNot'}.${test}`);
  return words.t('sentence.texts', {
    field,
    test: verb,
    values: either(
      words,
      of.map((text) => quoted(words, text)),
    ),
  });
}

export function text({ field, test, of }: LeafOf<'text'>, words: Words, holds: boolean): string {
  const values = field === 'persona' && test === 'is' ? of.map((id) => words.nameOf('persona', id)) : of;
  return tested(words, fieldOf(words, field), test, values, holds);
}

export function date({ field, ...between }: LeafOf<'date'>, words: Words, holds: boolean): string {
  const said = period(words, between);
  const name = fieldOf(words, field);
  return said === '' ? words.t(denied('known', holds), { field: name }) : compared(words, name, holds, said);
}

export const flag = ({ field, is }: LeafOf<'flag'>, { t }: Words, holds: boolean) =>
  t(denied(`flag.${field}`, is === holds));

export function number({ field, op, value }: LeafOf<'number'>, words: Words, holds: boolean): string {
  const money = field === 'average.order' || field === 'refunded';
  const said = money ? moneyAmount(words, op, value) : amount(words, op, value);
  return compared(words, fieldOf(words, field), holds, field === 'discount.share' ? `${said} %` : said);
}

export function anniversary({ of, days }: LeafOf<'anniversary'>, words: Words, holds: boolean): string {
  const when = days === undefined ? 'month' : days === 0 ? 'today' : 'days';
  return compared(
    words,
    fieldOf(words, `anniversary.${of}`),
    holds,
    words.t(`sentence.coming.${when}`, { count: days ?? 0 }),
  );
}

export function attribute({ attribute: id, is }: LeafOf<'attribute'>, words: Words, holds: boolean): string {
  const field = fieldOf(words, 'attribute', { name: words.nameOf('attribute', id) });
  if (is.as === 'text') return tested(words, field, is.test, is.of, holds);
  if (is.as === 'number') return compared(words, field, holds, amount(words, is.op, is.value));
  const said = period(words, is);
  return said === '' ? words.t(denied('known', holds), { field }) : compared(words, field, holds, said);
}

export const tag = ({ tag: name }: LeafOf<'tag'>, words: Words, holds: boolean) =>
  words.t(denied('tag', holds), { names: quoted(words, name) });

export const segment = ({ in: ids }: LeafOf<'segment'>, words: Words, holds: boolean) =>
  words.t(denied('segment', holds), {
    names: either(
      words,
      ids.map((id) => quoted(words, words.nameOf('segment', id))),
    ),
  });

export const group = ({ in: groups }: LeafOf<'rfm.group'>, words: Words, holds: boolean) =>
  words.t(denied('group', holds), { names: groupNames(words, groups) });

const groupNames = (words: Words, groups: readonly RfmGroup[]) =>
  either(
    words,
    groups.map((each) => words.t(`group.${each}`)),
  );

export const rfmWas = ({ in: groups, days }: LeafOf<'rfm.was'>, words: Words, holds: boolean) =>
  words.t(denied('was', holds), { names: groupNames(words, groups), count: days });

export function rfmMoved({ from, to, days }: LeafOf<'rfm.moved'>, words: Words, holds: boolean): string {
  const way = from ? (to ? 'fromTo' : 'from') : to ? 'to' : 'any';
  const moved = words.t(denied(`moved.${way}`, holds), {
    from: groupNames(words, from ?? []),
    to: groupNames(words, to ?? []),
  });
  return `${moved} ${period(words, { days })}`;
}

export const stage = ({ in: stages }: LeafOf<'stage'>, words: Words, holds: boolean) =>
  words.t(denied('stage', holds), {
    names: either(
      words,
      stages.map((each) => words.t(`stage.${each}_one`)),
    ),
  });

export const rfmScore = ({ score: letter, op, value }: LeafOf<'rfm.score'>, words: Words, holds: boolean) =>
  compared(words, fieldOf(words, 'letter', { letter: letter.toUpperCase() }), holds, amount(words, op, value));

export const score = ({ scope, op, value }: LeafOf<'score'>, words: Words, holds: boolean) =>
  compared(
    words,
    scope === undefined ? fieldOf(words, 'score') : fieldOf(words, 'scope', { scope }),
    holds,
    amount(words, op, value),
  );

export const netSpent = ({ op, value }: LeafOf<'net.spent'>, words: Words, holds: boolean) =>
  compared(words, fieldOf(words, 'spent'), holds, moneyAmount(words, op, value));

/** What it is for is named where it is not marketing. */
export function consent(
  { channel, purpose = 'marketing', in: states }: LeafOf<'consent'>,
  words: Words,
  holds: boolean,
): string {
  const known = purpose === 'transactional' ? words.t('consentPurpose.transactional') : quoted(words, purpose);
  return words.t(denied('consent', holds), {
    states: either(
      words,
      states.map((state) => words.t(`consent.${state}`).toLocaleLowerCase(words.locale)),
    ),
    channel: words.t(`channel.${channel}`) + (purpose === 'marketing' ? '' : ` (${known})`),
  });
}
