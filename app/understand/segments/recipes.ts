// Segments that most shops want, ready to be taken.
import type { Condition, Node } from '../conditions/condition.ts';
import { RFM_GROUPS, type RfmGroup } from '../rfm/groups.ts';
import { STAGES, type Stage } from '../stages/rules.ts';

export interface Recipe {
  key: string;
  family: 'rfm' | 'stage' | 'moment';
  name: { en: string; it: string };
  description: { en: string; it: string };
  condition: Condition;
  /** there from the first day */
  byDefault: boolean;
}

const when = (node: Node): Condition => ({ version: 1, when: node });
const all = (...of: readonly Node[]): Condition => when({ type: 'all', of: [...of] });

const GROUP_NAMES: Readonly<Record<RfmGroup, { en: string; it: string }>> = {
  champions: { en: 'Champions', it: 'Campioni' },
  loyal: { en: 'Loyal', it: 'Fedeli' },
  active: { en: 'Active', it: 'Attivi' },
  new: { en: 'New', it: 'Nuovi' },
  promising: { en: 'Promising', it: 'Promettenti' },
  needs_attention: { en: 'Needs attention', it: 'Da seguire' },
  almost_lost: { en: 'Almost lost', it: 'Quasi persi' },
  at_risk: { en: 'At risk', it: 'A rischio' },
  previously_loyal: { en: 'Previously loyal', it: 'Fedeli di un tempo' },
  dormant: { en: 'Dormant', it: 'Dormienti' },
  prospects: { en: 'Prospects', it: 'Potenziali' },
};

const STAGE_NAMES: Readonly<Record<Stage, { en: string; it: string }>> = {
  visitor: { en: 'Visitors', it: 'Visitatori' },
  lead: { en: 'Leads', it: 'Lead' },
  mql: { en: 'Engaged (MQL)', it: 'Interessati (MQL)' },
  sql: { en: 'Ready to buy (SQL)', it: 'Pronti a comprare (SQL)' },
  customer: { en: 'Customers', it: 'Clienti' },
  loyal: { en: 'Loyal customers', it: 'Clienti fedeli' },
};

/** The key of the ready-made segment of a group. */
export const groupRecipe = (group: RfmGroup): string => `rfm.${group}`;

const groups = RFM_GROUPS.map((group): Recipe => {
  const name = GROUP_NAMES[group];
  return {
    key: groupRecipe(group),
    family: 'rfm',
    name: { en: `RFM: ${name.en}`, it: `RFM: ${name.it}` },
    description: {
      en: `Contacts whose RFM group is “${name.en}”.`,
      it: `I contatti il cui gruppo RFM è «${name.it}».`,
    },
    condition: all({ type: 'rfm.group', in: [group] }),
    byDefault: false,
  };
});

const stages = STAGES.map((stage): Recipe => {
  const name = STAGE_NAMES[stage];
  return {
    key: `stage.${stage}`,
    family: 'stage',
    name,
    description: { en: `Contacts at the stage “${name.en}”.`, it: `I contatti nella fase «${name.it}».` },
    condition: all({ type: 'stage', in: [stage] }),
    byDefault: false,
  };
});

const subscribed: Node = { type: 'text', field: 'email.consent', test: 'is', of: ['subscribed'] };
const bought = (op: 'eq' | 'gte' | 'lte', value: number): Node => ({ type: 'orders.count', op, value });

const moments: readonly Recipe[] = [
  {
    key: 'new-subscribers',
    family: 'moment',
    name: { en: 'New subscribers without a purchase', it: 'Nuovi iscritti senza acquisti' },
    description: {
      en: 'Subscribed, first seen in the last 30 days, and no order yet.',
      it: 'Iscritti, visti per la prima volta negli ultimi 30 giorni e ancora senza ordini.',
    },
    condition: all(subscribed, { type: 'date', field: 'first.seen', days: 30 }, bought('eq', 0)),
    byDefault: true,
  },
  {
    key: 'one-time-due',
    family: 'moment',
    name: { en: 'One-time buyers due to return', it: 'Hanno comprato una volta, è ora che tornino' },
    description: {
      en: 'One order, placed between 30 and 90 days ago.',
      it: 'Un solo ordine, fatto tra 30 e 90 giorni fa.',
    },
    condition: all(bought('eq', 1), { type: 'last.order', days: 90 }, not({ type: 'last.order', days: 30 })),
    byDefault: true,
  },
  {
    key: 'big-spenders',
    family: 'moment',
    name: { en: 'Big spenders', it: 'Grandi clienti' },
    description: {
      en: 'The fifth of the customers with the highest net spend.',
      it: 'Il quinto dei clienti con la spesa netta più alta.',
    },
    condition: all({ type: 'rfm.score', score: 'm', op: 'eq', value: 5 }),
    byDefault: true,
  },
  {
    key: 'discount-lovers',
    family: 'moment',
    name: { en: 'Discount lovers', it: 'Amanti degli sconti' },
    description: {
      en: 'At least 2 orders, on which discounts took off 20 % or more.',
      it: 'Almeno 2 ordini, sui quali gli sconti hanno tolto il 20 % o più.',
    },
    condition: all(bought('gte', 2), { type: 'number', field: 'discount.share', op: 'gte', value: 20 }),
    byDefault: false,
  },
  {
    key: 'birthdays',
    family: 'moment',
    name: { en: 'Birthdays this month', it: 'Compleanni del mese' },
    description: {
      en: 'Contacts whose birthday is in this month.',
      it: 'I contatti che compiono gli anni in questo mese.',
    },
    condition: all({ type: 'anniversary', of: 'birthday' }),
    byDefault: false,
  },
  {
    key: 'high-interest',
    family: 'moment',
    name: { en: 'High interest without a purchase', it: 'Molto interesse, nessun acquisto' },
    description: {
      en: 'At least 3 products looked at in the last 14 days, and no order yet.',
      it: 'Almeno 3 prodotti guardati negli ultimi 14 giorni e ancora senza ordini.',
    },
    condition: all({ type: 'facts', kind: 'product.viewed', windowDays: 14, op: 'gte', value: 3 }, bought('eq', 0)),
    byDefault: true,
  },
  {
    key: 'lapsed',
    family: 'moment',
    name: { en: 'Lapsed customers', it: 'Clienti che non tornano' },
    description: {
      en: 'Bought before, but not in the last 180 days.',
      it: 'Hanno comprato, ma non negli ultimi 180 giorni.',
    },
    condition: all(bought('gte', 1), not({ type: 'last.order', days: 180 })),
    byDefault: true,
  },
  {
    key: 'opened-not-clicked',
    family: 'moment',
    name: { en: 'Opened a message but did not click', it: 'Hanno aperto un messaggio ma non cliccato' },
    description: {
      en: 'Opened a message in the last 30 days, as far as that can be known, and followed no link of one in that time.',
      it: 'Hanno aperto un messaggio negli ultimi 30 giorni, per quanto si può sapere, senza seguire alcun link nel frattempo.',
    },
    condition: all(
      { type: 'facts', kind: 'message.opened', windowDays: 30, op: 'gte', value: 1 },
      not({ type: 'facts', kind: 'message.clicked', windowDays: 30, op: 'gte', value: 1 }),
    ),
    byDefault: false,
  },
  {
    key: 'clicked-not-bought',
    family: 'moment',
    name: { en: 'Clicked a message but did not buy', it: 'Hanno cliccato un messaggio ma non comprato' },
    description: {
      en: 'Followed a link of a message in the last 30 days, without an order in that time.',
      it: 'Hanno seguito un link di un messaggio negli ultimi 30 giorni, senza ordinare nel frattempo.',
    },
    condition: all(
      { type: 'facts', kind: 'message.clicked', windowDays: 30, op: 'gte', value: 1 },
      not({ type: 'last.order', days: 30 }),
    ),
    byDefault: false,
  },
];

function not(of: Node): Node {
  return { type: 'not', of };
}

export const RECIPES: readonly Recipe[] = [...moments, ...groups, ...stages];
