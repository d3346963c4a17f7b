import type { Hono } from 'hono';
import type { Devstore } from '../devstore.ts';
import { openApp } from '../oauth/open-app.ts';
import { flag, list, readInput, text } from './read-input.ts';

const PROTECTED = ['customers', 'name', 'email', 'phone', 'address'] as const;

export function registerControlledApp(control: Hono, devstore: Devstore): void {
  const { store } = devstore;

  /** Opens the app as the merchant's first click does, which makes it exchange tokens. */
  control.post('/install', async (c) => {
    const result = await openApp(devstore);
    return c.json({ ...result, ...store.app.installation() }, result.opened ? 200 : 502);
  });

  /** `{ redactNow?: true }` spares the 48 hours until `shop/redact`. */
  control.post('/uninstall', async (c) => {
    const input = await readInput(c);
    store.app.uninstall();
    if (flag(input, 'redactNow')) store.app.requestShopRedact();
    return c.json(store.app.installation());
  });

  /** `{ scopes?: "read_orders,…", approved?: { customers?, name?, email?, phone?, address? } }`: what the app may read. */
  control.post('/access', async (c) => {
    const input = await readInput(c);
    const scopes = text(input, 'scopes');
    if (scopes !== undefined) {
      const granted = scopes
        .split(',')
        .map((scope) => scope.trim())
        .filter(Boolean);
      const withheld = devstore.appConfig().scopes.filter((scope) => !granted.includes(scope));
      store.app.changeScopes(granted, withheld);
      devstore.tokens.rescope(granted);
    }
    const [approved] = list({ approved: [input['approved'] ?? {}] }, 'approved') ?? [];
    const change = Object.fromEntries(
      PROTECTED.flatMap((part) => {
        const value = flag(approved ?? {}, part);
        return value === undefined ? [] : [[part, value]];
      }),
    );
    return c.json({ ...store.app.installation(), approved: store.app.setProtectedData(change) });
  });

  /** Every access token of the app is refused from now on, as after its hour; refresh tokens still work. */
  control.post('/tokens/expire', (c) => c.json({ expired: devstore.tokens.expireAll() }));
}
