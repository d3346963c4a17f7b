import type { Reader, Trx } from '../../../../../platform/db/db.ts';
import { formatMoney } from '../../../../../platform/money.ts';
import { padded } from '../../../../../understand/contacts/padded.ts';
import type { ContactView } from './mail-view.ts';

export interface Person {
  id: string;
  address: string | null;
  locale: string | null;
  /** whether she accepts automated decisions */
  automated: boolean;
  view: ContactView;
}

/** Contacts as Liquid sees them; one statement for each kind of thing that is asked. */
export async function readPeople(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  asks: { tags: boolean; attributes: boolean },
  money: { currency: string; locale: string },
): Promise<Map<string, Person>> {
  if (contacts.length === 0) return new Map();
  const rows = await reader
    .selectFrom('contact')
    .select(['id', 'email', 'first_name', 'last_name', 'city', 'country', 'locale', 'stage', 'rfm_group'])
    .select(['orders_count', 'net_spent', 'currency', 'birthday', 'automated'])
    .where('shop', '=', shop)
    .where('id', 'in', padded(contacts))
    .execute();
  const tags = asks.tags ? await tagsOf(reader, shop, contacts) : NOTHING;
  const attributes = asks.attributes ? await attributesOf(reader, shop, contacts) : NO_ATTRIBUTES;
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        address: row.email?.toLowerCase() ?? null,
        locale: row.locale,
        automated: row.automated === 1,
        view: {
          first_name: named(row.first_name),
          last_name: named(row.last_name),
          email: row.email ?? '',
          city: row.city ?? '',
          country: row.country ?? '',
          locale: row.locale ?? '',
          ...(row.automated === 1 ? behaviourOf(row, money) : NO_BEHAVIOUR),
          birthday: row.birthday ?? '',
          tags: tags.get(row.id) ?? [],
          attributes: attributes.get(row.id) ?? {},
        },
      },
    ]),
  );
}

interface Behaviour {
  stage: string;
  rfm_group: string;
  orders_count: number;
  net_spent: number;
  currency: string | null;
}

const behaviourOf = (row: Behaviour, money: { currency: string; locale: string }) => ({
  stage: row.stage,
  rfm_group: row.rfm_group,
  orders: row.orders_count,
  spent: formatMoney(row.net_spent, row.currency ?? money.currency, money.locale),
});

/** Whoever wants no automated decisions is shown nothing that her behaviour would choose, by Liquid neither (decision 046). */
const NO_BEHAVIOUR = { stage: '', rfm_group: '', orders: null, spent: '' };

const NOTHING: ReadonlyMap<string, string[]> = new Map();
const NO_ATTRIBUTES: ReadonlyMap<string, Record<string, string>> = new Map();

/** A name fills a greeting, not a page. */
const named = (name: string | null) => (name ?? '').trim().slice(0, 60);

async function tagsOf(reader: Reader | Trx, shop: string, contacts: readonly string[]) {
  const rows = await reader
    .selectFrom('contact_tag')
    .select(['contact', 'tag'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(contacts))
    .orderBy('contact')
    .orderBy('tag')
    .execute();
  const found = new Map<string, string[]>();
  for (const { contact, tag } of rows) found.set(contact, [...(found.get(contact) ?? []), tag]);
  return found;
}

async function attributesOf(reader: Reader | Trx, shop: string, contacts: readonly string[]) {
  const rows = await reader
    .selectFrom('contact_attribute')
    .select(['contact', 'attribute', 'value'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(contacts))
    .execute();
  const found = new Map<string, Record<string, string>>();
  for (const { contact, attribute, value } of rows) {
    const own = found.get(contact) ?? {};
    own[attribute] = value;
    found.set(contact, own);
  }
  return found;
}
