import { z } from 'zod';
import { headingOf } from './heading.ts';

/** What a column of a list of contacts can hold. */
export const CONTACT_FIELDS = [
  'skip',
  'email',
  'first_name',
  'last_name',
  'full_name',
  'phone',
  'country',
  'locale',
  'birthday',
  'tags',
  'customer_id',
  'consent',
  'consent_date',
  /** each value becomes a tag: "Fair: Milan 2026" */
  'tag',
  /** kept under its heading, until an attribute of that name is declared */
  'attribute',
] as const;

export type ContactField = (typeof CONTACT_FIELDS)[number];

const ATTRIBUTE = 'attribute:';
/** A declared attribute is a field by its id. */
export const mappedField = z.union([z.enum(CONTACT_FIELDS), z.templateLiteral([ATTRIBUTE, z.string()])]);
export type MappedField = z.infer<typeof mappedField>;

/** The declared attribute that a field is; null when it is another. */
export const attributeOf = (field: string): string | null =>
  field.startsWith(ATTRIBUTE) ? field.slice(ATTRIBUTE.length) : null;

/** Fields that any number of columns may hold; of the others there is one. */
export const MANY: ReadonlySet<MappedField> = new Set<MappedField>(['skip', 'tags', 'tag', 'attribute']);

const HEADINGS: Readonly<Record<string, ContactField>> = {
  ...each(
    'email',
    'email',
    'e mail',
    'email address',
    'e mail address',
    'mail',
    'indirizzo email',
    'posta elettronica',
  ),
  ...each('first_name', 'first name', 'firstname', 'given name', 'nome'),
  ...each('last_name', 'last name', 'lastname', 'surname', 'family name', 'cognome'),
  ...each('full_name', 'name', 'full name', 'contact', 'nominativo', 'nome e cognome', 'nome completo'),
  ...each('phone', 'phone', 'phone number', 'mobile', 'telefono', 'cellulare', 'default address phone'),
  ...each('country', 'country', 'country code', 'default address country code', 'paese', 'nazione'),
  ...each('locale', 'locale', 'language', 'lingua'),
  ...each('birthday', 'birthday', 'birth date', 'date of birth', 'birthdate', 'data di nascita', 'compleanno'),
  ...each('tags', 'tags', 'tag', 'etichette'),
  ...each('customer_id', 'customer id'),
  ...each(
    'consent',
    'accepts email marketing',
    'accepts marketing',
    'email marketing consent',
    'consent',
    'opt in',
    'optin',
    'subscribed',
    'newsletter',
    'consenso',
  ),
  ...each('consent_date', 'consent date', 'consent at', 'opt in date', 'subscribed at', 'optin time', 'data consenso'),
};

function each(field: ContactField, ...headings: string[]): Record<string, ContactField> {
  return Object.fromEntries(headings.map((heading) => [heading, field]));
}

/**
 * What each column seems to hold, by its heading alone; a field that is taken is not guessed twice.
 * @param attributeNamed the declared attribute that a heading names
 */
export function guessFields(
  headings: readonly string[],
  attributeNamed: (heading: string) => string | null,
): MappedField[] {
  const taken = new Set<MappedField>();
  return headings.map((heading) => {
    const attribute = attributeNamed(heading);
    const field = HEADINGS[headingOf(heading)] ?? (attribute === null ? 'skip' : (`${ATTRIBUTE}${attribute}` as const));
    if (!MANY.has(field) && taken.has(field)) return 'skip';
    taken.add(field);
    return field;
  });
}

const SHOPIFY_MARKS = ['first name', 'last name', 'email', 'accepts email marketing', 'total orders'];

/** https://help.shopify.com/en/manual/customers/import-export-customers */
export function isShopifyCustomers(headings: readonly string[]): boolean {
  const found = new Set(headings.map(headingOf));
  return SHOPIFY_MARKS.every((mark) => found.has(mark));
}
