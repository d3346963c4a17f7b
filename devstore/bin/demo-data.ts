import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What belongs to one demo: made once, kept beside its data. */
export interface DemoData {
  folder: string;
  apiKey: string;
  apiSecret: string;
  encryptionKey: string;
}

interface Kept extends Omit<DemoData, 'folder'> {
  /** Which history the shop has: `seed`, or the fingerprint of an orders export. */
  history: string;
}

/** Opens the demo's folder; it begins anew when asked to, or when another history is wanted than it holds. */
export function openDemoData(folder: string, orders: string | null, reset: boolean): DemoData {
  const file = join(folder, 'demo.json');
  const history = orders ? createHash('sha256').update(readFileSync(orders)).digest('hex') : 'seed';
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : undefined;
  // Without --orders the shop stays whatever it is.
  const other = kept !== undefined && orders !== null && kept.history !== history;
  if (kept && !reset && !other)
    return { folder, apiKey: kept.apiKey, apiSecret: kept.apiSecret, encryptionKey: kept.encryptionKey };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const fresh: Kept = {
    history,
    apiKey: randomBytes(16).toString('hex'),
    apiSecret: `shpss_${randomBytes(16).toString('hex')}`,
    encryptionKey: randomBytes(32).toString('base64'),
  };
  writeFileSync(file, JSON.stringify(fresh, null, 2), { mode: 0o600 });
  return { folder, apiKey: fresh.apiKey, apiSecret: fresh.apiSecret, encryptionKey: fresh.encryptionKey };
}
