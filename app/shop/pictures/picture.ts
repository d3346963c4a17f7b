// What is said of a picture between the page that uploads it and Shopify, which keeps it.
import type { Untakeable } from '../../platform/pictures/takeable.ts';

/** Why a picture is not kept; each has words that say what to do. */
export type PictureRefusal =
  | Untakeable
  /** the merchant has not agreed that the app keeps files */
  | 'not_allowed'
  /** Shopify says so, in its own words */
  | 'by_shopify'
  /** Shopify, or the way there, did not answer */
  | 'unreached';

export interface RefusedPicture {
  refused: PictureRefusal;
  /** of Shopify; empty for what has words of ours */
  words: string;
}

/** What became of it: Shopify makes it ready in its own time. */
export type PictureState =
  { state: 'working' } | { state: 'ready'; url: string } | ({ state: 'failed' } & RefusedPicture);

export interface SentPicture {
  /** what its file is called */
  name: string;
  /** what it shows, where that is said already */
  alt: string;
  bytes: number;
  body: ReadableStream<Uint8Array>;
}

export interface Pictures {
  /** Hands a picture to Shopify's files; its id there, by which it is asked for. Whoever breaks off tries again from the start. */
  keep(shop: string, picture: SentPicture): Promise<{ id: string } | RefusedPicture>;
  /** null: the shop has no such picture */
  look(shop: string, id: string): Promise<PictureState | null>;
}
