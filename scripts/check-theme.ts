// Theme check on the theme app extension, at its finest level: a suggestion fails too.
import { resolve } from 'node:path';
import { check } from '@shopify/theme-check-node';

const root = resolve('extensions/storefront');
const offenses = await check(root);
for (const offense of offenses) {
  const place = offense.uri.slice(offense.uri.indexOf('extensions/'));
  console.error(`${place}: ${offense.check}: ${offense.message}`);
}
console.log(`${offenses.length} offenses`);
process.exit(offenses.length === 0 ? 0 : 1);
