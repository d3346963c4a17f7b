/**
 * Loaded with `node --import ./devstore/preload.ts` before the app's (and the devstore's) own code.
 * DEVSTORE_CLOCK  a file with an offset in milliseconds: `Date` runs ahead of the real time by it.
 * DEVSTORE_ORIGIN the devstore's address: calls to Shopify's hosts go there.
 * DEVSTORE_PARENT the process that started this one: it ends when that one is gone.
 * Timers and `performance.now()` stay as they are.
 */
import { endWithParent } from './src/end-with-parent.ts';
import { shiftDate } from './src/clock/shift-date.ts';
import { redirectShopify } from './src/redirect-shopify.ts';

const { DEVSTORE_CLOCK, DEVSTORE_ORIGIN, DEVSTORE_PARENT } = process.env;
if (DEVSTORE_CLOCK) shiftDate(DEVSTORE_CLOCK);
if (DEVSTORE_ORIGIN) redirectShopify(DEVSTORE_ORIGIN);
if (DEVSTORE_PARENT) endWithParent(Number(DEVSTORE_PARENT));
