import type { Hono } from 'hono';
import type { Devstore } from '../devstore.ts';
import { BadInput, flag, number, oneOf, readInput } from './read-input.ts';

const FATES = ['complete', 'fail', 'cancel', 'deny'] as const;
const FILES = ['ready', 'fail', 'slow', 'refuse'] as const;
const NUMBERS = ['bucket', 'restore', 'throttled', 'failing', 'bulkPace'] as const;

export function registerControlledAdminApi(control: Hono, devstore: Devstore): void {
  control.get('/admin-api', (c) =>
    c.json({ ...devstore.adminFaults.get(), operations: devstore.bulk.all().slice(-20).reverse() }),
  );

  /** `{ calm?: true, bucket?, restore?, throttled?, failing?, bulkPace?: numbers, bulk?: complete | fail | cancel | deny, files?: ready | fail | slow | refuse }`; calm sets all back. */
  control.post('/admin-api', async (c) => {
    const input = await readInput(c);
    if (flag(input, 'calm')) devstore.adminFaults.calm();
    const change: Parameters<typeof devstore.adminFaults.set>[0] = {};
    for (const name of NUMBERS) {
      const value = number(input, name);
      if (value === undefined) continue;
      if (value < 0) throw new BadInput(`${name} is 0 or more.`);
      change[name] = value;
    }
    const bulk = oneOf(input, 'bulk', FATES);
    const files = oneOf(input, 'files', FILES);
    return c.json(devstore.adminFaults.set({ ...change, ...(bulk && { bulk }), ...(files && { files }) }));
  });
}
