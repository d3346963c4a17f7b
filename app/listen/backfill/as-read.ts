/** How something is read off Shopify. */
export interface AsRead {
  /** it is history: starts nothing */
  history: boolean;
  /** when Shopify told it: what webhooks tell of the same second is set against this */
  toldAt: number;
}
