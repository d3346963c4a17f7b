import type { StateDatabase } from '../shop/database.ts';
import { documents } from '../shop/documents.ts';
import { type AdminFaultSettings, CALM } from './admin-fault-settings.ts';

export interface AdminFaults {
  get(): AdminFaultSettings;
  set(change: Partial<AdminFaultSettings>): AdminFaultSettings;
  /** As on an ordinary day again. */
  calm(): AdminFaultSettings;
  /** One of the next `throttled` or `failing` requests. */
  take(which: 'throttled' | 'failing'): boolean;
}

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
