import type { Register } from '../devstore.ts';
import type { GraphContext } from './context.ts';
import { answer, type GraphRequest } from './execute.ts';
import { orderNode } from './nodes/order.ts';
import { rootsOf } from './roots.ts';
import { adminApi, type AdminApi } from './schema.ts';
import { throttle } from './throttle.ts';

/** `POST /admin/api/{version}/graphql.json` */
export const registerGraphql: Register = (app, devstore) => {
  const bucket = throttle(devstore.adminFaults);
  app.post('/admin/api/:version/graphql.json', async (c) => {
    const token = devstore.tokens.check(c.req.header('x-shopify-access-token') ?? '');
    if (!token || !devstore.store.app.installation().installed) {
      const errors = '[API] Invalid API key or access token (unrecognized login or wrong password)';
      return c.json({ errors }, 401);
    }
    if (devstore.adminFaults.take('failing')) return c.text('Service Unavailable', 503);
    const version = c.req.param('version');
    let api: AdminApi;
    try {
      api = adminApi(version);
    } catch {
      return c.json({ errors: 'Not Found' }, 404);
    }
    const request = (await c.req.json().catch(() => undefined)) as GraphRequest | undefined;
    if (typeof request?.query !== 'string')
      return c.json({ errors: { query: 'Required parameter missing or invalid' } }, 400);
    const context: GraphContext = {
      devstore,
      scopes: new Set(token.scopes),
      access: api.access,
      orderNode: (order) => orderNode(context, order),
    };
    c.header('x-shopify-api-version', version);
    return c.json(
      await answer({ schema: api.schema, context, throttle: bucket, roots: rootsOf(context, api.schema) }, request),
    );
  });
};
