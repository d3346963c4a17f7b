import { createHash } from 'node:crypto';
import type { PortableRow } from './table-store.ts';

export interface TableSum {
  rows: number;
  /** hexadecimal, 64 bits */
  sum: string;
}

const MODULUS = 2n ** 64n;

/** Adds rows up to a number that is the same in whatever order they come, and another one when anything differs. */
export function createRowSum() {
  let rows = 0;
  let sum = 0n;
  return {
    add(row: PortableRow): void {
      const text = JSON.stringify(
        Object.keys(row)
          .sort()
          .map((name) => [name, row[name]]),
      );
      sum = (sum + createHash('sha256').update(text).digest().readBigUInt64BE()) % MODULUS;
      rows++;
    },
    total: (): TableSum => ({ rows, sum: sum.toString(16).padStart(16, '0') }),
  };
}
