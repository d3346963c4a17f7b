import { createHash, createHmac, randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Devstore } from '../../devstore.ts';
import type { Id } from '../../shop/types.ts';

export const MINUTES_OF_A_CODE = 15;
const TRIES_OF_A_CODE = 5;
const RESET_MS = 24 * 3_600_000;

interface Kept {
  salt: string;
  hash: string;
}

interface Code {
  hash: string;
  until: number;
  tries: number;
}

/** What proves that a visitor is a customer: passwords (legacy accounts), codes by mail (the new ones), reset links. */
export interface Accounts {
  hasPassword(id: Id): boolean;
  setPassword(id: Id, password: string): void;
  passwordIs(id: Id, password: string): boolean;
  /** Six digits for this address; the one before is worth nothing any more. */
  newCode(email: string): string;
  /** True once, within its time, and not after too many wrong guesses. */
  takeCode(email: string, code: string): boolean;
  /** Holds for a day, and until the password is set. */
  resetToken(id: Id): string;
  resetTokenHolds(id: Id, token: string): boolean;
}

export function openAccounts({ config, clock }: Pick<Devstore, 'config' | 'clock'>): Accounts {
  const file = join(config.dataDir, 'accounts.json');
  const passwords = new Map<Id, Kept>(
    existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<Id, Kept>) : [],
  );
  const codes = new Map<string, Code>();
  const hashOf = (password: string, salt: string): string => scryptSync(password, salt, 32).toString('hex');
  const codeHash = (email: string, code: string): string =>
    createHash('sha256').update(`${email} ${code}`).digest('hex');
  const seal = (id: Id, until: number): string =>
    createHmac('sha256', config.apiSecret)
      .update(`reset ${id} ${until} ${passwords.get(id)?.hash ?? ''}`)
      .digest('hex')
      .slice(0, 40);

  return {
    hasPassword: (id) => passwords.has(id),
    setPassword(id, password) {
      const salt = randomBytes(16).toString('hex');
      passwords.set(id, { salt, hash: hashOf(password, salt) });
      mkdirSync(config.dataDir, { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(passwords)));
      renameSync(`${file}.new`, file);
    },
    passwordIs(id, password) {
      const kept = passwords.get(id);
      return kept !== undefined && same(hashOf(password, kept.salt), kept.hash);
    },
    newCode(email) {
      const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
      codes.set(email, { hash: codeHash(email, code), until: clock.now() + MINUTES_OF_A_CODE * 60_000, tries: 0 });
      return code;
    },
    takeCode(email, code) {
      const kept = codes.get(email);
      if (!kept) return false;
      kept.tries += 1;
      const holds =
        clock.now() <= kept.until && kept.tries <= TRIES_OF_A_CODE && same(codeHash(email, code), kept.hash);
      if (holds || kept.tries >= TRIES_OF_A_CODE) codes.delete(email);
      return holds;
    },
    resetToken(id) {
      const until = clock.now() + RESET_MS;
      return `${until}-${seal(id, until)}`;
    },
    resetTokenHolds(id, token) {
      const [until = '', mark = ''] = token.split('-');
      return Number(until) >= clock.now() && same(seal(id, Number(until)), mark);
    },
  };
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
