// What a contact is, from what is known of it: pure.
import { currencyExponent } from '../../platform/money.ts';
import type { Measured } from '../rfm/measured.server.ts';
import { cellOf, PROSPECT, type FrozenCuts, type RfmCell } from '../rfm/rules.ts';
import { baseStage, type Stage } from '../stages/rules.ts';

export interface CustomerState {
  id: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  locale: string | null;
  country: string | null;
  city: string | null;
  shopifyRfm: string | null;
  updatedAt: number;
}

export interface OrdersSum {
  count: number;
  net: number;
  refunded: number;
  discounted: number;
  currency: string | null;
  firstAt: number;
  lastAt: number;
}

export interface Person {
  customerId: string | null;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  search: string;
  locale: string | null;
  country: string | null;
  city: string | null;
  shopifyRfm: string | null;
}

/**
 * Who it is: the customer told last, with its address; without a customer the address heard first.
 * @param hard the contact's hard identities, those heard first before the others
 */
export function personOf(hard: readonly string[], customers: readonly CustomerState[]): Person {
  const [latest, ...older] = customers.toSorted((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1));
  const valueOf = (kind: string) => hard.find((id) => id.startsWith(kind))?.slice(kind.length) ?? null;
  const email =
    latest?.email?.trim().toLowerCase() ??
    older
      .find((customer) => customer.email)
      ?.email?.trim()
      .toLowerCase() ??
    valueOf('email:');
  // what the one told last leaves open, an earlier one (a list, another account) may say
  const told = <K extends keyof CustomerState>(key: K) => [latest, ...older].find((one) => one?.[key])?.[key] ?? null;
  const named = [latest, ...older].find((one) => one?.firstName || one?.lastName);
  const firstName = named?.firstName ?? null;
  const lastName = named?.lastName ?? null;
  return {
    customerId: latest?.id ?? valueOf('customer:'),
    email,
    phone: told('phone'),
    firstName,
    lastName,
    search: [firstName, lastName, email].filter(Boolean).join(' ').toLowerCase(),
    locale: told('locale'),
    country: told('country'),
    city: told('city'),
    shopifyRfm: latest?.shopifyRfm ?? null,
  };
}

export interface Standing {
  stage: Stage;
  cell: RfmCell;
}

/**
 * Where it stands.
 * @param rfm `dayOf` numbers the day of an instant in the shop's zone
 * @param measured what frequency and money count where that is not all orders less refunds
 */
export function standingOf(
  hard: readonly string[],
  orders: OrdersSum | undefined,
  rfm: {
    cuts: FrozenCuts | null;
    currency: string;
    today: number;
    dayOf: (instant: number) => number;
    loyalOrders: number;
  },
  measured: Measured | null = null,
): Standing {
  const stage = baseStage({ ordersCount: orders?.count ?? 0, known: hard.length > 0 }, rfm.loyalOrders);
  if (!orders || !rfm.cuts) return { stage, cell: PROSPECT };
  const values = {
    recencyDays: rfm.today - rfm.dayOf(orders.lastAt),
    orders: measured ? measured.orders : orders.count,
    // a division, not a multiplication of the cut-points: 4.35 is then the same number on both sides
    spent: (measured ? measured.spent : orders.net) / 10 ** currencyExponent(orders.currency ?? rfm.currency),
  };
  return { stage, cell: cellOf(values, rfm.cuts) };
}
