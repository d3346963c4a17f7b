// What `npm run import` was asked to do.
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CONTACT_FIELDS, type ContactField } from '../listen/imports/contact-fields.ts';
import { ORIGINS } from '../listen/imports/contacts-plan.ts';
import { isZone } from '../platform/clock/zones.ts';

const USAGE = `npm run import -- --shop SHOP --orders FILE [--currency EUR] [--timezone Europe/Rome]
npm run import -- --shop SHOP --customers FILE [--map email=Mail,first_name=Nome] [--consent none|column] [--origin ${ORIGINS.join('|')}]`;

/** What was asked for cannot be done as asked; the message is all that is shown. */
export class WrongUse extends Error {}

export interface AskedImport {
  shop: string;
  kind: 'orders' | 'customers';
  file: string;
  currency: string;
  timezone: string;
  /** by heading: what a column holds; the others are guessed */
  map: ReadonlyMap<string, ContactField>;
  /** undefined: as the file itself suggests */
  consent: 'none' | 'column' | undefined;
  origin: (typeof ORIGINS)[number];
}

/** @throws WrongUse */
export function readImportOptions(): AskedImport {
  const text = { type: 'string' } as const;
  const options = {
    shop: text,
    orders: text,
    customers: text,
    currency: text,
    timezone: text,
    map: text,
    consent: text,
    origin: text,
  };
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new WrongUse(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
  const { shop, orders, customers, currency = 'EUR', timezone = 'UTC', consent, origin = 'own' } = values;
  if (!shop) throw new WrongUse(`--shop is missing: into which shop, for instance my-shop.myshopify.com?\n${USAGE}`);
  if (!/^[a-z0-9][a-z0-9.-]*$/i.test(shop)) throw new WrongUse(`--shop is a domain, which "${shop}" is not.`);
  const given = orders ?? customers;
  if (!given) throw new WrongUse(`--orders is missing, or --customers: from which file?\n${USAGE}`);
  if (orders && customers) throw new WrongUse('One file at a time: --orders or --customers.');
  if (!/^[A-Z]{3}$/.test(currency)) throw new WrongUse(`--currency is a code such as EUR, not "${currency}".`);
  if (!isZone(timezone)) throw new WrongUse(`--timezone is a zone such as Europe/Rome, not "${timezone}".`);
  if (consent !== undefined && consent !== 'none' && consent !== 'column') {
    throw new WrongUse(`--consent is none or column, not "${consent}".`);
  }
  const from = ORIGINS.find((one) => one === origin);
  if (!from) throw new WrongUse(`--origin is one of ${ORIGINS.join(', ')}, not "${origin}".`);
  // npm runs scripts in the project's folder; a file is meant from where the person stands
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (!existsSync(file)) throw new WrongUse(`There is no file ${file}.`);
  if (!statSync(file).isFile()) throw new WrongUse(`${file} is not a file.`);
  const kind = orders ? 'orders' : 'customers';
  return { shop, kind, file, currency, timezone, map: mapOf(values.map ?? ''), consent, origin: from };
}

function mapOf(written: string): Map<string, ContactField> {
  const pairs = written.split(',').filter((pair) => pair.trim() !== '');
  return new Map(
    pairs.map((pair) => {
      const [name = '', ...heading] = pair.split('=');
      const field = CONTACT_FIELDS.find((one) => one === name.trim());
      if (!field || heading.length === 0) {
        throw new WrongUse(
          `--map has "${pair.trim()}"; it takes field=Heading, fields being ${CONTACT_FIELDS.join(', ')}.`,
        );
      }
      return [heading.join('=').trim().toLowerCase(), field];
    }),
  );
}
