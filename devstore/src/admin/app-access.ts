import type { Hono } from 'hono';
import { onlyLocal } from '../control/only-local.ts';
import type { Devstore } from '../devstore.ts';
import { STAFF } from '../oauth/session-token.ts';
import type { ScopesDetail } from './messages.ts';
import { primaryLocale } from '../shop/language.ts';

/** What App Bridge's `scopes` and `user` ask the admin for. */
export function registerAppAccess(app: Hono, devstore: Devstore): void {
  const { store, tokens } = devstore;
  const detail = (): ScopesDetail => {
    const { scopes, optionalScopes } = devstore.appConfig();
    return { granted: store.app.installation().scopes, required: scopes, optional: optionalScopes };
  };
  const change = (scopes: string[]) => {
    store.app.changeScopes(scopes);
    tokens.rescope(scopes);
  };

  app.get('/admin/scopes.json', (c) => c.json(detail()));
  app.post('/admin/scopes.json', onlyLocal, async (c) => {
    const { grant = [], revoke = [] } = await c.req.json<{ grant?: string[]; revoke?: string[] }>();
    const { granted, required } = detail();
    const kept = revoke.filter((scope) => required.includes(scope));
    if (kept.length > 0)
      return c.json({ error: `The scopes ${kept.join(', ')} are required and cannot be revoked.` }, 400);
    const strange = revoke.filter((scope) => !granted.includes(scope));
    if (strange.length > 0) return c.json({ error: `The scopes ${strange.join(', ')} are not granted.` }, 400);
    change([...new Set([...granted, ...grant])].filter((scope) => !revoke.includes(scope)));
    return c.json(detail());
  });
  app.get('/admin/user.json', (c) =>
    c.json({
      id: STAFF.id,
      email: STAFF.email,
      accountAccess: 'Full',
      locale: primaryLocale(store.shop),
      name: `${STAFF.firstName} ${STAFF.lastName}`,
    }),
  );
}
