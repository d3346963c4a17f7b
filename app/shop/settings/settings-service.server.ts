import { z } from 'zod';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import { type Settings, settingsSchema } from './settings.ts';

/** Any part of the settings; a part that is not named stays. */
export type SettingsChange = { [Section in keyof Settings]?: Partial<Settings[Section]> };

export type SettingsUpdate =
  | { ok: true; settings: Settings }
  /** by path, for instance `recovery.delayMinutes`: what is wrong with the value */
  | { ok: false; errors: Record<string, string> };

export type SettingsService = ReturnType<typeof createSettingsService>;

/** What is stored, with defaults for what is not; a stored section that no longer fits falls back to its default. */
export function parseSettings(stored: string): Settings {
  const value: unknown = JSON.parse(stored);
  const whole = settingsSchema.safeParse(value);
  if (whole.success) return whole.data;
  const broken = new Set(whole.error.issues.map((issue) => String(issue.path[0])));
  const kept = Object.entries(value as Record<string, unknown>).filter(([section]) => !broken.has(section));
  return settingsSchema.parse(Object.fromEntries(kept));
}

export async function readSettings(reader: Reader | Trx, shop: string): Promise<Settings> {
  const row = await reader.selectFrom('shop').select('settings').where('shop', '=', shop).executeTakeFirst();
  return parseSettings(row?.settings ?? '{}');
}

export function createSettingsService({ db }: { db: Database }) {
  return {
    get: (shop: string): Promise<Settings> => readSettings(db.read, shop),

    async update(shop: string, change: SettingsChange): Promise<SettingsUpdate> {
      return db.write(
        async (trx) => {
          const present = await readSettings(trx, shop);
          const wanted = Object.fromEntries(
            Object.entries(present).map(([section, values]) => [
              section,
              { ...values, ...change[section as keyof Settings] },
            ]),
          );
          const parsed = settingsSchema.safeParse(wanted);
          if (!parsed.success) return { ok: false as const, errors: errorsByPath(parsed.error) };
          const settings = JSON.stringify(parsed.data);
          await trx.updateTable('shop').set({ settings }).where('shop', '=', shop).execute();
          return { ok: true as const, settings: parsed.data };
        },
        { lock: `settings:${shop}` },
      );
    },
  };
}

function errorsByPath(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(error.issues.map((issue) => [issue.path.join('.'), issue.message]));
}
