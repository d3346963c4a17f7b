import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface DemoOptions {
  reset: boolean;
  check: boolean;
  /** Nothing happens by itself: no first campaign. */
  still: boolean;
  dev: boolean;
  /** The first of the ports that the demo takes. */
  port: number;
  /** A Shopify orders export that becomes the shop's history. */
  orders: string | null;
  /** One shop, or two with nothing in common but the app. */
  shops: 1 | 2;
}

export const USAGE = `npm run demo -- [options]
  --port N       app on N, storefront and admin on N+1, tunnel on N+2, mail on N+3 (default 3000)
  --orders FILE  a Shopify orders CSV export becomes the shop's history
  --shops 2      a second shop: another currency, zone and language
  --reset        start over with a new shop
  --check        prove the whole loop in a browser, in a shop of its own, then stop
  --still        no first campaign: nothing happens by itself
  --dev          reload the app when its files change`;

/** An option that does not exist, or holds what it cannot: the message is for the person at the terminal. */
export class WrongOptions extends Error {
  override name = 'WrongOptions';
}

/** @throws WrongOptions */
export function readOptions(args: string[]): DemoOptions {
  const values = parse(args);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_526)
    throw new WrongOptions(`--port ${values.port}: give a number from 1 to 65526.`);
  return {
    reset: values.reset,
    check: values.check,
    still: values.still,
    dev: values.dev,
    port,
    orders: values.orders === undefined ? null : resolve(values.orders),
    shops: shopsOf(values.shops),
  };
}

function shopsOf(given: string): 1 | 2 {
  if (given === '1') return 1;
  if (given === '2') return 2;
  throw new WrongOptions(`--shops ${given}: give 1 or 2.`);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        reset: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        still: { type: 'boolean', default: false },
        dev: { type: 'boolean', default: false },
        port: { type: 'string', default: '3000' },
        orders: { type: 'string' },
        shops: { type: 'string', default: '1' },
      },
    }).values;
  } catch (error) {
    throw new WrongOptions(error instanceof Error ? error.message : String(error));
  }
}
