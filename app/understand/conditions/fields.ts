// Columns of a contact that conditions may ask for by name.

/** Texts, and the column each stands in. */
export const TEXT_FIELDS = {
  email: 'email',
  'first.name': 'first_name',
  'last.name': 'last_name',
  phone: 'phone',
  country: 'country',
  city: 'city',
  locale: 'locale',
  'email.consent': 'email_consent',
  'shopify.group': 'shopify_rfm',
  birthday: 'birthday',
  persona: 'persona',
  temperature: 'temperature',
  'first.source': 'first_source',
  'first.medium': 'first_medium',
  'first.campaign': 'first_campaign',
  'last.source': 'last_source',
  'last.medium': 'last_medium',
  'last.campaign': 'last_campaign',
} as const;

/** Instants, and the column each stands in. */
export const DATE_FIELDS = {
  'first.order': 'first_order_at',
  'last.order': 'last_order_at',
  'first.seen': 'first_seen_at',
  'last.seen': 'last_seen_at',
  'stage.since': 'stage_since',
} as const;

/** Yes or no, and the column that is above zero when it is yes. */
export const FLAG_FIELDS = {
  qualified: 'qualified',
  automated: 'automated',
  recognised: 'devices',
  suppressed: 'suppressed',
} as const;

export const NUMBER_COLUMNS = [
  'score',
  'orders_count',
  'net_spent',
  'refunded',
  'discounted',
  'devices',
  'birth_year',
] as const;

export type TextField = keyof typeof TEXT_FIELDS;
export type DateField = keyof typeof DATE_FIELDS;
export type FlagField = keyof typeof FLAG_FIELDS;
export type NumberColumn = (typeof NUMBER_COLUMNS)[number];

export const textFields = Object.keys(TEXT_FIELDS) as [TextField, ...TextField[]];
export const dateFields = Object.keys(DATE_FIELDS) as [DateField, ...DateField[]];
export const flagFields = Object.keys(FLAG_FIELDS) as [FlagField, ...FlagField[]];
