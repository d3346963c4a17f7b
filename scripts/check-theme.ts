// Theme check on the theme app extension with every check there is: a suggestion fails too.
import { resolve } from 'node:path';
import { themeCheckRun } from '@shopify/theme-check-node';

const { offenses } = await themeCheckRun(resolve('extensions/storefront'), resolve('scripts/theme-check.yml'));
for (const { uri, start, check, message } of offenses) {
  const place = `${uri.slice(uri.indexOf('extensions/'))}:${start.line + 1}`;
  console.error(`${place}: ${check}: ${message}`);
}
console.log(`${offenses.length} offenses`);
process.exit(offenses.length === 0 ? 0 : 1);
