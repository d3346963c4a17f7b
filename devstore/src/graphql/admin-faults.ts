import type { StateDatabase } from '../shop/database.ts';
import { documents } from '../shop/documents.ts';

/** How the Admin API behaves on demand, beyond what it does by itself. */
export interface AdminFaultSettings {
  /** points that the bucket holds, and what it regains in a second: a shop on Plus unless said otherwise */
  bucket: number;
  restore: number;
  /** so many next requests are answered THROTTLED, or 503 */
  throttled: number;
  failing: number;
  /** how bulk queries that start from now on end */
  bulk: 'complete' | 'fail' | 'cancel' | 'deny';
  /** milliseconds between two pages of a bulk query */
  bulkPace: number;
  /** what becomes of pictures: made ready, failed, never done, or not taken by the storage */
  files: 'ready' | 'fail' | 'slow' | 'refuse';
}

export interface AdminFaults {
  get(): AdminFaultSettings;
  set(change: Partial<AdminFaultSettings>): AdminFaultSettings;
  /** As on an ordinary day again. */
  calm(): AdminFaultSettings;
  /** One of the next `throttled` or `failing` requests. */
  take(which: 'throttled' | 'failing'): boolean;
}

const CALM: AdminFaultSettings = {
  bucket: 20_000,
  restore: 1_000,
  throttled: 0,
  failing: 0,
  bulk: 'complete',
  bulkPace: 40,
  files: 'ready',
};

export function openAdminFaults(database: StateDatabase): AdminFaults {
  const kept = documents(database);
  let settings: AdminFaultSettings = { ...CALM, ...kept.get<Partial<AdminFaultSettings>>('admin', 'faults') };
  const set = (change: Partial<AdminFaultSettings>) => {
    settings = { ...settings, ...change };
    kept.put('admin', 'faults', settings);
    return settings;
  };
  return {
    get: () => settings,
    set,
    calm: () => set(CALM),
    take(which) {
      if (settings[which] <= 0) return false;
      set({ [which]: settings[which] - 1 });
      return true;
    },
  };
}
