import { API_SCOPES } from '../shop/access/api-key.ts';
import { type ApiKeysService, MOST_KEYS } from '../shop/access/api-keys.server.ts';
import type { ApiKeyPages } from '../ui/views/api-key-views.ts';

interface Deps {
  apiKeys: ApiKeysService;
  /** of the app, as the net reaches it */
  appUrl: string;
}

export function createApiKeyPages({ apiKeys, appUrl }: Deps): ApiKeyPages {
  return {
    async view(shop) {
      const lines = await apiKeys.list(shop);
      return {
        keys: lines.map(({ createdBy: _createdBy, ...line }) => line),
        full: lines.filter(({ revokedAt }) => revokedAt === null).length >= MOST_KEYS,
        address: `${appUrl}/api/v1/facts`,
      };
    },
    // there is one thing yet that a key may do
    create: (shop, name, staff) => apiKeys.create(shop, name, API_SCOPES, staff),
    revoke: (shop, id) => apiKeys.revoke(shop, id),
    restore: (shop, id) => apiKeys.restore(shop, id),
  };
}
