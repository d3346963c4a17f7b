import type { Reader, Trx } from '../../platform/db/db.ts';

/** Whom a request under privacy law names: a customer, an address, or both. */
export interface Named {
  customer: string | null;
  email: string | null;
  phone: string | null;
  /** orders that Shopify lists with the request */
  orders: string[];
}

/** Everything that leads to rows of one person, found before anything is gathered or erased. */
export interface Person {
  /** `customer:…` and `email:…`: hers alone */
  hard: string[];
  /** `client:…`, `cart:…`, `checkout:…`: devices that were in her hands, perhaps not only in hers */
  soft: string[];
  /** contacts made of these */
  contacts: string[];
  orders: string[];
  customers: string[];
  /** lower case */
  emails: string[];
  phones: string[];
  /** first and last name together, lower case */
  names: string[];
}

/** Rows of a person, looked for outside any transaction and erased a few at a time, so that nobody waits. */
export interface Sweep {
  name: string;
  /** @param after where the page before ended, null at the start @returns few ids that are hers; `next` null at the end */
  find(
    reader: Reader,
    shop: string,
    person: Person,
    after: string | null,
  ): Promise<{ ids: string[]; next: string | null }>;
  erase(trx: Trx, shop: string, ids: readonly string[]): Promise<void>;
}

/** Rows of a person that may be too many to hold at once: they are told a page at a time. */
export interface PersonPages {
  name: string;
  /** @param after where the page before ended, null at the start @returns `next` null at the end */
  page(
    reader: Reader,
    shop: string,
    person: Person,
    after: string | null,
  ): Promise<{ rows: unknown[]; next: string | null }>;
}

/** What a wing can tell and erase of a person; each wing offers one beside its tables. */
export interface PersonKeeper {
  /** rows by the name of what they are, for the file that the merchant hands over */
  collect(reader: Reader, shop: string, person: Person): Promise<Record<string, unknown[]>>;
  /** told beside these */
  pages?: readonly PersonPages[];
  /** what the sweeps have left, in one transaction: hardly more than what leads to the rest @returns how many rows named her */
  erase(trx: Trx, shop: string, person: Person): Promise<number>;
  /** run in this order, before anything is erased: each finds the person anew */
  sweeps?: readonly Sweep[];
}

/** Finds the person: the handles that are known beside the ones that were named. */
export type FindPerson = (reader: Reader, shop: string, named: Named) => Promise<Person>;

/** For `in (…)`, which may not be empty on PostgreSQL: no id is an empty text. */
export const listed = (values: readonly string[]): readonly string[] => (values.length > 0 ? values : ['']);

/** The values of identities of one kind: `checkout:abc` → `abc`. */
export const valuesOf = (identities: readonly string[], kind: string): string[] =>
  identities.filter((id) => id.startsWith(`${kind}:`)).map((id) => id.slice(kind.length + 1));
