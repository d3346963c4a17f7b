import type { Context } from 'hono';
import type { SocialNetworks } from './social-networks.ts';

/** Any token is good that begins so. */
export const TOKEN = 'local-';

export const bearer = (c: Context): boolean => (c.req.header('authorization') ?? '').startsWith(`Bearer ${TOKEN}`);

/** What the control endpoint wants instead of a publication. */
export function refusal(c: Context, { trouble }: SocialNetworks): Response | null {
  if (trouble === null) return null;
  return c.json(
    { error: 'as the control endpoint wants it', message: 'as the control endpoint wants it' },
    trouble as 400,
  );
}
