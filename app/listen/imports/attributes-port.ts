import type { Reader, Trx } from '../../platform/db/db.ts';

/** What the shop declares that contacts may have, as far as a list is concerned. */
export interface ListedAttributes {
  /** to be picked for a column */
  choices: { id: string; label: string }[];
  /** the id of the one that a heading names; null where it names none */
  named(heading: string): string | null;
  /** a value in the form in which it is kept; null where the attribute cannot hold it */
  read(id: string, text: string): string | null;
}

/** Attributes belong to understanding: they are handed in. */
export type AttributesPort = (reader: Reader | Trx, shop: string) => Promise<ListedAttributes>;
