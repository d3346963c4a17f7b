import type { Reader } from '../../platform/db/db.ts';

/** Some attributes of contacts as they were last told before an instant, by contact and attribute. */
export async function attributeValues(
  reader: Reader,
  shop: string,
  contacts: readonly string[],
  attributes: readonly string[],
  before: number,
): Promise<Map<string, Map<string, string>>> {
  const values = new Map<string, Map<string, string>>();
  if (contacts.length === 0 || attributes.length === 0) return values;
  const rows = await reader
    .selectFrom('contact_attribute')
    .select(['contact', 'attribute', 'value'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('attribute', 'in', attributes)
    .where('at', '<', before)
    .execute();
  for (const { contact, attribute, value } of rows) {
    values.set(contact, (values.get(contact) ?? new Map<string, string>()).set(attribute, value));
  }
  return values;
}

/** Whether anything was ever told of an attribute. */
export async function isTold(reader: Reader, shop: string, attribute: string): Promise<boolean> {
  const row = await reader
    .selectFrom('contact_attribute')
    .select('contact')
    .where('shop', '=', shop)
    .where('attribute', '=', attribute)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
