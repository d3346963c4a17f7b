import { expect, inject, it } from 'vitest';
import { runCheck } from './check.ts';

// the same proof as `npm run demo -- --check`
it('the loop holds: browse, abandon, mail, return, buy, credit, and what must be refused is refused', async () => {
  expect(await runCheck(inject('world'))).toBe(true);
}, 600_000);
