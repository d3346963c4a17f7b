import type { Reader } from '../../../platform/db/db.ts';
import type { Told } from '../reason-words.ts';
import { tellWhy } from './words.ts';

/** One thing that was heard of a mail, and what it is held for. */
export interface HeardLine {
  id: string;
  kind: string;
  link: number | null;
  at: number;
  agent: string;
  device: string | null;
  verdict: string;
  /** in words; null while the verdict waits */
  why: Told | null;
}

const SHOWN = 50;

/** What was heard of a mail, latest first. */
export async function heardOfMessage(reader: Reader, shop: string, message: string): Promise<HeardLine[]> {
  const rows = await reader
    .selectFrom('reaction')
    .select(['id', 'kind', 'link', 'at', 'agent', 'device', 'verdict', 'why'])
    .where('shop', '=', shop)
    .where('message', '=', message)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(SHOWN)
    .execute();
  return rows.map(({ why, ...row }) => ({
    ...row,
    why: row.verdict === 'waiting' ? null : { en: tellWhy(why, 'en'), it: tellWhy(why, 'it') },
  }));
}
