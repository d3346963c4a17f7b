// Columns of a contact that conditions may ask for by name.

/** Texts, and the column each stands in. */
export const TEXT_FIELDS = {
  email: 'email',
  'first.name': 'first_name',
  'last.name': 'last_name',
  phone: 'phone',
  country: 'country',
  locale: 'locale',
  'email.consent': 'email_consent',
  'shopify.group': 'shopify_rfm',
} as const;

/** Instants, and the column each stands in. */
export const DATE_FIELDS = {
  'first.order': 'first_order_at',
  'last.order': 'last_order_at',
  'first.seen': 'first_seen_at',
  'last.seen': 'last_seen_at',
} as const;

export type TextField = keyof typeof TEXT_FIELDS;
export type DateField = keyof typeof DATE_FIELDS;

export const textFields = Object.keys(TEXT_FIELDS) as [TextField, ...TextField[]];
export const dateFields = Object.keys(DATE_FIELDS) as [DateField, ...DateField[]];
