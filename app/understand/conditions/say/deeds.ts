// What somebody did, in words.
import type { FactKind } from '../../../listen/facts/fact.ts';
import { formatMoney } from '../../../platform/money.ts';
import type { Comparison } from '../compare.ts';
import type { LeafOf } from '../leaves/leaves.ts';
import type { FactWhere, NeededFact } from '../leaves/needed-fact.ts';
import { amount, compared, counted, moneyAmount, period, windowed } from './amounts.ts';
import { tested } from './person.ts';
import { denied, either, keyed, quoted, type Words } from './words.ts';

const said = (...parts: string[]) => parts.filter(Boolean).join(' ');

const not = ({ t }: Words, holds: boolean, part: string) => (holds ? part : t('sentence.not', { part }));

/** `ordered at least 2 times …`, `never ordered …` */
function often(words: Words, deed: string, about: string, count: Count, holds: boolean, unit: 'times' | 'pieces') {
  const { op, value } = count;
  const how = counted(op, value, holds);
  if (how !== 'often') return said(words.t(denied(deed, how === 'once')), about, count.when);
  const times = words.t(`sentence.${unit}`, { count: value, amount: amount(words, op, value) });
  return not(words, holds, said(words.t(denied(deed, true)), about, times, count.when));
}

interface Count {
  op: Comparison;
  value: number;
  when: string;
}

export function facts(leaf: LeafOf<'facts'>, words: Words, holds: boolean): string {
  const { op, value, measure } = leaf;
  const deed = `did.${keyed(leaf.kind)}`;
  const when = windowed(words, leaf);
  const about = aboutOf(leaf, words);
  if (measure === undefined) return often(words, deed, about, { op, value, when }, holds, 'times');
  const sum = words.t('sentence.sum', { amount: moneyAmount(words, op, value) });
  return not(words, holds, said(words.t(denied(deed, true)), about, sum, when));
}

export function factsWhen(leaf: LeafOf<'facts.when'>, words: Words, holds: boolean): string {
  const deed = `did.${keyed(leaf.kind)}`;
  const about = aboutOf(leaf, words);
  const when = period(words, leaf);
  if (when === '') return said(words.t(denied(deed, holds)), about);
  return not(words, holds, said(words.t(denied(deed, true)), about, words.t(`sentence.${leaf.time}`), when));
}

function aboutOf({ kind, subject, where }: NeededFact, words: Words): string {
  const parts = [
    ...(subject === undefined ? [] : [quoted(words, subjectName(kind, subject, words))]),
    ...(where ?? []).map((one) => whereSaid(kind, one, words)),
  ];
  return parts.length === 0 ? '' : words.t('sentence.about', { parts: parts.join(', ') });
}

function subjectName(kind: FactKind, subject: string, words: Words): string {
  if (kind === 'product.viewed' || kind === 'product.added') return words.nameOf('product', subject);
  return kind === 'collection.viewed' ? words.nameOf('collection', subject) : subject;
}

function whereSaid(kind: FactKind, one: FactWhere, words: Words): string {
  const field = words.t(`sentence.told.${toldOf(kind, one.property)}`);
  if ('test' in one) return tested(words, field, one.test, [one.value], true);
  const said = one.property === 'amount' ? moneyAmount(words, one.op, one.value) : amount(words, one.op, one.value);
  return compared(words, field, true, said);
}

function toldOf(kind: FactKind, property: FactWhere['property']): string {
  if (property !== 'subject') return keyed(property);
  if (kind === 'page.viewed') return 'page';
  return kind === 'search.submitted' ? 'words' : property;
}

export function products(leaf: LeafOf<'products'>, words: Words, holds: boolean): string {
  const { did, which, op, value } = leaf;
  const { t, nameOf, locale, currency } = words;
  const parts = [
    which.products &&
      t('sentence.which.products', {
        names: either(
          words,
          which.products.map((id) => quoted(words, nameOf('product', id))),
        ),
      }),
    which.collection && t('sentence.which.collection', { name: quoted(words, nameOf('collection', which.collection)) }),
    which.tag && t('sentence.which.tag', { name: quoted(words, which.tag) }),
    which.vendor && t('sentence.which.vendor', { name: which.vendor }),
    which.productType && t('sentence.which.productType', { name: quoted(words, which.productType) }),
    which.atLeast !== undefined && t('sentence.which.atLeast', { price: formatMoney(which.atLeast, currency, locale) }),
    which.atMost !== undefined && t('sentence.which.atMost', { price: formatMoney(which.atMost, currency, locale) }),
  ].filter((part) => typeof part === 'string');
  const count = { op, value, when: windowed(words, leaf) };
  return often(words, `products.${did}`, parts.join(' '), count, holds, did === 'bought' ? 'pieces' : 'times');
}

export function sameProduct(leaf: LeafOf<'same.product'>, words: Words, holds: boolean): string {
  const count = { op: leaf.op, value: leaf.value, when: windowed(words, leaf) };
  return often(words, `same.${leaf.did}`, '', count, holds, 'times');
}

export function device({ in: kinds, ...window }: LeafOf<'device'>, words: Words, holds: boolean): string {
  const names = either(
    words,
    kinds.map((kind) => words.t(`sentence.device.${kind}`)),
  );
  return said(words.t(denied('visited', holds), { devices: names }), windowed(words, window));
}

export const ordersCount = ({ op, value }: LeafOf<'orders.count'>, words: Words, holds: boolean) =>
  often(words, 'did.order-placed', '', { op, value, when: '' }, holds, 'times');

export const lastOrder = ({ days }: LeafOf<'last.order'>, words: Words, holds: boolean) =>
  said(words.t(denied('did.order-placed', holds)), period(words, { days }));

export function interest({ name, top, share }: LeafOf<'interest'>, words: Words, holds: boolean): string {
  const { t, locale } = words;
  const parts: string[] = [];
  if (top === 1) parts.push(t('sentence.interest.top', { name: quoted(words, name) }));
  else if (top !== undefined || share === undefined)
    parts.push(t('sentence.interest.among', { name: quoted(words, name), top: top ?? 10 }));
  if (share !== undefined) {
    const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(share / 100);
    parts.push(t('sentence.interest.share', { name: quoted(words, name), share: percent }));
  }
  return not(words, holds, parts.join(t('sentence.and')));
}
