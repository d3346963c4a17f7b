import type { ScopesDetail } from '../../messages.ts';
import { callAdmin } from './channel.ts';

/** https://shopify.dev/docs/api/app-home/latest/apis/authentication-and-data/scopes-api */
export const scopes = {
  query: async () => (await callAdmin('scopesQuery', undefined)) as ScopesDetail,
  /** Opens the merchant's permission dialog; `granted-all` or `declined-all`. */
  request: async (wanted: string[]) =>
    (await callAdmin('scopesRequest', { scopes: wanted })) as { result: string; detail: ScopesDetail },
  revoke: async (unwanted: string[]) =>
    (await callAdmin('scopesRevoke', { scopes: unwanted })) as { detail: ScopesDetail },
};
