import { describe, expect, it } from 'vitest';
import { createMailLinks } from '../../act/messages/links.ts';
import { HOUR, ManualClock, MINUTE } from '../../platform/clock/clock.ts';
import { createSeal } from '../../platform/crypto/seal.ts';
import { countdownDoor } from './countdown.ts';

const clock = new ManualClock('2026-03-02T10:00:00Z');
const links = createMailLinks({ seal: createSeal('a key for tests that is long enough to be one'), appUrl: '' });
const until = clock.now() + 3 * HOUR;

async function ask(path: string) {
  const answer = await countdownDoor({ clock, links }).request(path);
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

describe('the picture of a countdown', () => {
  it('tells the time at which it is asked for, not that of sending', async () => {
    const path = links.countdown({ shop: 'a', until, locale: 'it', ground: '#f6eee1' });
    const first = await ask(path);
    expect(first).toMatchObject({ status: 200, type: 'image/png' });
    // PNG, 960 by 240
    expect(first.body.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect([first.body.readUInt32BE(16), first.body.readUInt32BE(20)]).toEqual([960, 240]);
    expect((await ask(path)).body.equals(first.body)).toBe(true);
    clock.advance(MINUTE);
    expect((await ask(path)).body.equals(first.body)).toBe(false);
    clock.advance(30 * HOUR);
    const over = await ask(path);
    clock.advance(HOUR);
    expect((await ask(path)).body.equals(over.body)).toBe(true);
  });

  it('is drawn for nobody but us', async () => {
    const path = links.countdown({ shop: 'a', until, locale: 'en', ground: null });
    for (const wrong of [path.replace('.png', 'x.png'), '/m/t/nonsense.png', '/m/t/.png'])
      expect((await ask(wrong)).status).toBe(404);
  });
});
