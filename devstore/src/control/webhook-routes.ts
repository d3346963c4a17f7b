import type { Hono } from 'hono';
import type { Devstore } from '../devstore.ts';
import type { DeliveryState } from '../webhooks/webhooks.ts';
import { PLAIN } from '../webhooks/manner.ts';
import { TOPICS } from '../webhooks/payload-of.ts';
import { BadInput, flag, number, readInput, text } from './read-input.ts';

export function registerControlledWebhooks(control: Hono, { webhooks }: Devstore): void {
  control.get('/webhooks', (c) => {
    const topic = c.req.query('topic');
    const state = c.req.query('state') as DeliveryState | undefined;
    const limit = Number(c.req.query('limit') ?? 50);
    return c.json({
      pending: webhooks.pending(),
      deliveries: webhooks.deliveries({ limit, ...(topic && { topic }), ...(state && { state }) }),
    });
  });

  /** `{ topic?, duplicate?: 0…20, shuffle?: boolean, hold?: 0…500, drop?: 0…1, delay?: milliseconds, seed?, clear?: true }`; clear without a topic sets all back. */
  control.post('/webhooks/faults', async (c) => {
    const input = await readInput(c);
    const duplicate = number(input, 'duplicate');
    const drop = number(input, 'drop');
    const delay = number(input, 'delay');
    const shuffle = flag(input, 'shuffle');
    const hold = number(input, 'hold');
    const seed = number(input, 'seed');
    const topic = text(input, 'topic');
    if (topic !== undefined && !(Object.values(TOPICS) as string[]).includes(topic))
      throw new BadInput(`${topic} is no topic of this shop.`);
    if (topic === undefined && flag(input, 'clear')) {
      for (const one of Object.keys(webhooks.faults().topics)) webhooks.clearTopic(one);
      return c.json(webhooks.setFaults(PLAIN));
    }
    if (topic !== undefined && flag(input, 'clear')) return c.json(webhooks.clearTopic(topic));
    if (hold !== undefined && !(hold >= 0 && hold <= 500)) throw new BadInput('hold is 0 to 500.');
    if (duplicate !== undefined && !(duplicate >= 0 && duplicate <= 20)) throw new BadInput('duplicate is 0 to 20.');
    if (drop !== undefined && !(drop >= 0 && drop <= 1)) throw new BadInput('drop is a share, 0 to 1.');
    if (delay !== undefined && delay < 0) throw new BadInput('delay is 0 or more milliseconds.');
    return c.json(
      webhooks.setFaults(
        {
          ...(duplicate !== undefined && { duplicate: Math.floor(duplicate) }),
          ...(drop !== undefined && { drop }),
          ...(delay !== undefined && { delay }),
          ...(shuffle !== undefined && { shuffle }),
          ...(hold !== undefined && { hold: Math.floor(hold) }),
          ...(seed !== undefined && { seed }),
        },
        topic,
      ),
    );
  });

  /** Answers when nothing is due any more; `{ timeout?: milliseconds }` */
  control.post('/webhooks/flush', async (c) => {
    const input = await readInput(c);
    return c.json(await webhooks.flush(number(input, 'timeout')));
  });

  control.post('/webhooks/:id/redeliver', (c) => {
    webhooks.redeliver(c.req.param('id'));
    return c.json({ pending: webhooks.pending() });
  });
}
