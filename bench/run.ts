// npm run bench [-- --only PREFIX]: one JSON line a figure; exits 1 if one is not ok.
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bench } from './figure.ts';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const only = values.only;
const wants = (beginning: string) => beginning.startsWith(only) || only.startsWith(beginning);
let failed = false;

for (const file of readdirSync('bench').filter((name) => name.endsWith('.bench.ts'))) {
  const bench = (await import(`./${file}`)) as Bench;
  if (!wants(bench.prefix)) continue;
  for await (const figure of bench.figures(wants)) {
    if (!figure.name.startsWith(only)) continue;
    console.log(JSON.stringify(figure));
    failed ||= !figure.ok;
  }
}
process.exit(failed ? 1 : 0);
