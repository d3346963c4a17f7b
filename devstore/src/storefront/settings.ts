import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DevstoreConfig } from '../devstore.ts';
import { regionOf, type RegionCode } from './privacy/regions.ts';

/** What a merchant would choose in Settings, and where the visitor is; the panel changes it. */
export interface StorefrontSettings {
  /** where visitors come from, which decides what they are asked */
  region: RegionCode;
  /** Shopify's customer accounts (a code by mail) or its legacy ones (a password) */
  accounts: 'codes' | 'passwords';
  /** whoever subscribes confirms it from her mailbox */
  doubleOptIn: boolean;
}

const DEFAULTS: StorefrontSettings = { region: 'IT', accounts: 'codes', doubleOptIn: false };

export interface EditableStorefrontSettings {
  read(): StorefrontSettings;
  change(change: Partial<StorefrontSettings>): StorefrontSettings;
}

export function storefrontSettings(config: Pick<DevstoreConfig, 'dataDir'>): EditableStorefrontSettings {
  const file = join(config.dataDir, 'storefront.json');
  const read = (): StorefrontSettings => {
    const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<StorefrontSettings>) : {};
    return { ...DEFAULTS, ...kept };
  };
  return {
    read,
    change(change) {
      const settings = { ...read(), ...change };
      mkdirSync(config.dataDir, { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(settings));
      renameSync(`${file}.new`, file);
      return settings;
    },
  };
}

/** What a form or a call may change; what it does not know is left out. */
export function readSettings(input: Record<string, unknown>): Partial<StorefrontSettings> {
  const { region, accounts, doubleOptIn } = input;
  const on = doubleOptIn === true || doubleOptIn === 'true' || doubleOptIn === 'on';
  return {
    ...(typeof region === 'string' && regionOf(region).code === region && { region: region as RegionCode }),
    ...((accounts === 'codes' || accounts === 'passwords') && { accounts }),
    ...(doubleOptIn !== undefined && { doubleOptIn: on }),
  };
}
