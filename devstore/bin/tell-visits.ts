import type { Devstore } from '../src/devstore.ts';
import { type Browsed, browsing } from '../src/seed/browsing.ts';

const A_CALL = 100;

/**
 * The merchant measured visits before she had the app, and brings the last weeks of them along: with a key of hers, by the
 * app's API, as any other program of hers would.
 * @returns how many were taken
 */
export async function tellVisits({ config, store, clock }: Devstore, key: string): Promise<number> {
  const visits = browsing({
    now: clock.now(),
    address: config.origin,
    products: store.products.all(),
    people: store.customers
      .all()
      .map((customer) => ({ customer, orders: store.orders.ofCustomer(customer.id).length })),
  });
  let taken = 0;
  for (let from = 0; from < visits.length; from += A_CALL) {
    const some = visits.slice(from, from + A_CALL);
    const response = await fetch(`${config.appOrigin}/api/v1/facts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ facts: some.map(asFact) }),
    });
    const told = (await response.json()) as { results?: { state: string; reason?: string }[] };
    if (!told.results)
      throw new Error(`The visits from before could not be told: the app answered ${response.status}.`);
    const refused = told.results.find(({ state }) => state === 'refused');
    if (refused) throw new Error(`A visit from before was refused: ${refused.reason ?? ''}`);
    taken += told.results.length;
  }
  return taken;
}

const asFact = ({ occurredAt, ...visit }: Browsed) => ({ ...visit, occurredAt: new Date(occurredAt).toISOString() });
