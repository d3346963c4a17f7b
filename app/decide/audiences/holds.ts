import type { Reader } from '../../platform/db/db.ts';

/** The condition language as banners use it; understand/conditions fills it. */
export interface Conditions {
  /** what is wrong with it in words, or null when it is a condition */
  problem(condition: unknown): string | null;
  /** for each contact, which of the conditions hold now, in their order */
  holding(
    read: Reader,
    shop: string,
    conditions: readonly unknown[],
    contacts: readonly string[],
    now: number,
    zone: string,
  ): Promise<ReadonlyMap<string, readonly boolean[]>>;
}
