export interface ApiKeyView {
  id: string;
  name: string;
  /** how it begins */
  hint: string;
  scopes: string[];
  createdAt: number;
  usedAt: number | null;
  revokedAt: number | null;
}

export interface ApiKeysView {
  keys: ApiKeyView[];
  /** there are as many as there may be */
  full: boolean;
  /** where calls go */
  address: string;
}

export interface ApiKeyPages {
  view(shop: string): Promise<ApiKeysView>;
  /** @returns the key, shown this once; null when there are as many as there may be */
  create(shop: string, name: string, staff: string): Promise<string | null>;
  revoke(shop: string, id: string): Promise<void>;
  /** @returns whether there was room for it */
  restore(shop: string, id: string): Promise<boolean>;
}
