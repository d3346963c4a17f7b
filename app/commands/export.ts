// npm run export -- --shop S --out FILE [--as-of DATE] [--binning quantile|fixed --cuts FILE] [--cuts-out FILE]
import { existsSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '../platform/clock/clock.ts';
import { openDatabase } from '../platform/db/open.server.ts';
import { EnvironmentError, readDatabaseEnv } from '../platform/env.server.ts';
import { createAccessLog } from '../shop/privacy/access-log.server.ts';
import { CannotExport, createExportService } from '../understand/contacts/export.server.ts';
import { cutsSchema, type Binning, type Cuts } from '../understand/rfm/rules.ts';

const USAGE =
  'npm run export -- --shop SHOP --out FILE [--as-of YYYY-MM-DD] [--binning quantile|fixed --cuts FILE] [--cuts-out FILE]';

/** What was asked for cannot be done as asked; the message is all that is shown. */
class WrongUse extends Error {}

/** npm runs scripts in the project's folder; a file is meant from where the person stands. */
const fileFrom = (path: string) => resolve(process.env.INIT_CWD ?? process.cwd(), path);

function readOptions() {
  const text = { type: 'string' } as const;
  const options = { shop: text, out: text, 'as-of': text, binning: text, cuts: text, 'cuts-out': text };
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new WrongUse(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
  const { shop, out, binning } = values;
  if (!shop) throw new WrongUse(`--shop is missing: whose contacts?\n${USAGE}`);
  if (!out) throw new WrongUse(`--out is missing: into which file?\n${USAGE}`);
  if (binning !== undefined && binning !== 'quantile' && binning !== 'fixed') {
    throw new WrongUse(`--binning is quantile or fixed, not "${binning}".`);
  }
  if (values.cuts !== undefined && binning !== 'fixed') {
    throw new WrongUse('--cuts belongs to --binning fixed; quantile takes its cut-points from the orders.');
  }
  const cutsOut = values['cuts-out'];
  return {
    shop,
    out: fileFrom(out),
    asOf: values['as-of'],
    binning: binning as Binning | undefined,
    cuts: values.cuts === undefined ? undefined : readCuts(fileFrom(values.cuts)),
    cutsOut: cutsOut === undefined ? undefined : fileFrom(cutsOut),
  };
}

function readCuts(file: string): Cuts {
  if (!existsSync(file)) throw new WrongUse(`There is no file ${file} with cut-points.`);
  try {
    return cutsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new WrongUse(`${file} must hold {"r":[4 numbers],"f":[4 numbers],"m":[4 numbers]}.`);
  }
}

async function main(): Promise<void> {
  const { shop, out, cutsOut, ...options } = readOptions();
  const { DATABASE_URL: url } = readDatabaseEnv(process.env);
  const file = url.startsWith('file:') ? url.slice('file:'.length) : null;
  if (file !== null && !existsSync(file)) throw new WrongUse(`There is no database at ${file}: see DATABASE_URL.`);
  const db = openDatabase(url);
  try {
    const exported = await createExportService({ db, clock: systemClock }).exportContacts(shop, options);
    // known by now; noted before anything is written
    await createAccessLog({ db, clock: systemClock }).note(shop, 'command', 'contacts.export');
    let rows = -1;
    const counted = async function* () {
      for await (const page of exported.pages()) {
        rows += page.split('\n').length - 1;
        yield page;
      }
    };
    // a file that is half written is never found under its name
    const part = `${out}.part`;
    try {
      await pipeline(Readable.from(counted()), createWriteStream(part));
      await rename(part, out);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    if (cutsOut !== undefined) {
      if (!exported.cuts) throw new CannotExport('Nobody has an order yet, so there are no cut-points to write.');
      await writeFile(cutsOut, `${JSON.stringify(exported.cuts)}\n`);
    }
    console.log(`${rows} contacts of ${shop} are in ${out}`);
  } finally {
    await db.close();
  }
}

function explain(error: unknown): string {
  if (error instanceof WrongUse || error instanceof CannotExport || error instanceof EnvironmentError) {
    return error.message;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (/no such table|relation .* does not exist/.test(message)) {
    return 'The database has no tables yet: run npm run migrate, then try again.';
  }
  return `The export failed: ${message}`;
}

try {
  await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
