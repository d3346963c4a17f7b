import { SEEN_DEEDS } from '../../../understand/conditions/leaves/needed-same.ts';
import { NUMBER_FIELDS, type NumberField } from '../../../understand/conditions/leaves/number.ts';
import type { Entry, Unit } from './entry.ts';

const UNITS: Record<NumberField, Unit> = {
  'average.order': 'money',
  refunded: 'money',
  'discount.share': 'percent',
  devices: 'devices',
  'birth.year': 'none',
  age: 'years',
};
const BEGINS: Record<NumberField, number> = {
  'average.order': 5000,
  refunded: 1,
  'discount.share': 20,
  devices: 1,
  'birth.year': 1990,
  age: 30,
};
const OF_PERSON = new Set<NumberField>(['devices', 'birth.year', 'age']);

export const PURCHASES: Entry[] = [
  {
    id: 'orders',
    family: 'purchases',
    fresh: { type: 'orders.count', op: 'gte', value: 1 },
    is: [],
    controls: [{ control: 'comparison', unit: 'orders' }],
  },
  {
    id: 'spent',
    family: 'purchases',
    fresh: { type: 'net.spent', op: 'gte', value: 10_000 },
    is: [],
    controls: [{ control: 'comparison', unit: 'money' }],
  },
  {
    id: 'lastOrder',
    family: 'purchases',
    fresh: { type: 'last.order', days: 30 },
    is: [],
    controls: [{ control: 'days', at: 'days' }],
  },
  ...NUMBER_FIELDS.map((field): Entry => ({
    id: `number.${field}`,
    family: OF_PERSON.has(field) ? 'person' : 'purchases',
    fresh: { type: 'number', field, op: 'gte', value: BEGINS[field] },
    is: ['field'],
    controls: [{ control: 'comparison', unit: UNITS[field] }],
  })),
  ...(['bought', 'viewed', 'added'] as const).map((did): Entry => ({
    id: `products.${did}`,
    family: 'products',
    fresh: { type: 'products', did, which: {}, op: 'gte', value: 1 },
    is: ['did'],
    controls: [
      { control: 'which' },
      { control: 'comparison', unit: did === 'bought' ? 'pieces' : 'times' },
      { control: 'period', days: 'windowDays', always: 'ever' },
    ],
  })),
  ...SEEN_DEEDS.map((did): Entry => ({
    id: `same.${did}`,
    family: 'products',
    fresh: { type: 'same.product', did, windowDays: 7, op: 'gte', value: 3 },
    is: ['did'],
    controls: [
      { control: 'comparison', unit: 'times' },
      { control: 'period', days: 'windowDays', always: 'ever' },
    ],
  })),
];
