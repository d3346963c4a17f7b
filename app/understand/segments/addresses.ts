// Addresses as somebody pastes them: a column of a table, a line of a mail program, a list with commas.
import { z } from 'zod';

/** More are a list, to be read under Imports. */
export const MOST_ADDRESSES = 5000;

const address = z.email().max(320);

export interface PastedAddresses {
  /** each once, in small letters, in the order of the text */
  addresses: string[];
  /** what else stood there, as it was written */
  notAddresses: string[];
}

/** @param text `Ada Lovelace <ada@example.com>; bob@example.com` */
export function readAddresses(text: string): PastedAddresses {
  const addresses = new Set<string>();
  const notAddresses = new Set<string>();
  for (const line of text.split(/[\n\r,;]+/)) {
    const words = line.split(/[\s<>"'()]+/).filter(Boolean);
    const found = words.filter((word) => address.safeParse(word).success);
    // a name beside an address belongs to it; without one, the line is not understood
    if (found.length === 0 && words.length > 0) notAddresses.add(line.trim());
    for (const one of found) addresses.add(one.toLowerCase());
  }
  return { addresses: [...addresses], notAddresses: [...notAddresses] };
}
