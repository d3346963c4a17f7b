import { CHANNELS, CONSENT_STATES } from '../../../listen/facts/fact.ts';
import { dateFields, flagFields, textFields, type TextField } from '../../../understand/conditions/fields.ts';
import { RFM_GROUPS } from '../../../understand/rfm/groups.ts';
import { STAGES } from '../../../understand/stages/rules.ts';
import type { Control, Entry } from './entry.ts';

/** Fields whose values are a list rather than any text, and what of it is chosen first. */
const LISTED: Partial<Record<TextField, { control: Control; of: string[] }>> = {
  'email.consent': {
    control: { control: 'choices', at: 'of', options: CONSENT_STATES, words: 'consent' },
    of: ['subscribed'],
  },
  temperature: {
    control: { control: 'choices', at: 'of', options: ['cold', 'warm', 'hot'], words: 'editor.temperature' },
    of: ['hot'],
  },
  persona: { control: { control: 'names', at: 'of', source: 'persona' }, of: [] },
};

/** From any group, or to any, where none is chosen. */
const WAY = {
  from: { lead: 'editor.lead.from', any: 'editor.anyGroup' },
  to: { lead: 'editor.lead.to', any: 'editor.anyGroup' },
};

export const PERSON: Entry[] = [
  {
    id: 'group',
    family: 'standing',
    fresh: { type: 'rfm.group', in: ['champions'] },
    is: [],
    controls: [{ control: 'choices', at: 'in', options: RFM_GROUPS, words: 'group' }],
  },
  {
    id: 'rfmScore',
    family: 'standing',
    fresh: { type: 'rfm.score', score: 'r', op: 'gte', value: 4 },
    is: [],
    controls: [
      { control: 'choice', at: 'score', options: ['r', 'f', 'm'], words: 'editor.letter' },
      { control: 'comparison', unit: 'none' },
    ],
  },
  {
    id: 'rfmWas',
    family: 'standing',
    fresh: { type: 'rfm.was', in: ['loyal'], days: 30 },
    is: [],
    controls: [
      { control: 'choices', at: 'in', options: RFM_GROUPS, words: 'group' },
      { control: 'days', at: 'days', ago: true },
    ],
  },
  {
    id: 'rfmMoved',
    family: 'standing',
    fresh: { type: 'rfm.moved', from: ['loyal'], to: ['at_risk'], days: 30 },
    is: [],
    controls: [
      { control: 'choices', at: 'from', options: RFM_GROUPS, words: 'group', ...WAY.from },
      { control: 'choices', at: 'to', options: RFM_GROUPS, words: 'group', ...WAY.to },
      { control: 'days', at: 'days' },
    ],
  },
  {
    id: 'score',
    family: 'standing',
    fresh: { type: 'score', op: 'gte', value: 20 },
    is: [],
    controls: [{ control: 'scope' }, { control: 'comparison', unit: 'points' }],
  },
  {
    id: 'stage',
    family: 'standing',
    fresh: { type: 'stage', in: ['customer'] },
    is: [],
    controls: [{ control: 'choices', at: 'in', options: STAGES, words: 'stage' }],
  },
  {
    id: 'tag',
    family: 'lists',
    fresh: { type: 'tag', tag: '' },
    is: [],
    controls: [{ control: 'name', at: 'tag', source: 'tag' }],
  },
  {
    id: 'segment',
    family: 'lists',
    fresh: { type: 'segment', in: [] },
    is: [],
    controls: [{ control: 'names', at: 'in', source: 'segment' }],
  },
  {
    id: 'attribute',
    family: 'person',
    fresh: { type: 'attribute', attribute: '', is: { as: 'text', test: 'is', of: [] } },
    is: [],
    controls: [{ control: 'attribute' }],
  },
  ...textFields
    // a birthday is asked for as a day that comes round
    .filter((field) => field !== 'birthday')
    .map((field): Entry => {
      const listed = LISTED[field];
      return {
        id: `text.${field}`,
        family: familyOf(field),
        fresh: { type: 'text', field, test: 'is', of: listed?.of ?? [] },
        is: listed ? ['field', 'test'] : ['field'],
        controls: [listed?.control ?? { control: 'text', ...(field === 'country' ? { countries: true } : {}) }],
      };
    }),
  {
    id: 'consent',
    family: 'mail',
    fresh: { type: 'consent', channel: 'sms', purpose: 'marketing', in: ['subscribed'] },
    is: [],
    controls: [
      { control: 'choice', at: 'channel', options: CHANNELS, words: 'channel' },
      { control: 'choice', at: 'purpose', options: ['marketing', 'transactional'], words: 'consentPurpose' },
      { control: 'choices', at: 'in', options: CONSENT_STATES, words: 'consent' },
    ],
  },
  ...flagFields.map((field): Entry => ({
    id: `flag.${field}`,
    family: 'person',
    fresh: { type: 'flag', field, is: true },
    is: ['field'],
    controls: [{ control: 'flag', at: 'is' }],
  })),
  ...(['birthday', 'first.order', 'first.seen'] as const).map((of): Entry => ({
    id: `anniversary.${of}`,
    family: 'person',
    fresh: { type: 'anniversary', of, days: 7 },
    is: ['of'],
    controls: [{ control: 'coming' }],
  })),
  ...dateFields.map((field): Entry => ({
    id: `date.${field}`,
    family: field.endsWith('.order') ? 'purchases' : 'behaviour',
    fresh: { type: 'date', field, days: 30 },
    is: ['field'],
    controls: [{ control: 'period', days: 'days', always: 'known' }],
  })),
];

function familyOf(field: TextField): Entry['family'] {
  if (/^(first|last)\.(source|medium|campaign)/.test(field)) return 'origin';
  if (field === 'email.consent') return 'mail';
  return field === 'shopify.group' || field === 'temperature' ? 'standing' : 'person';
}
