import { describe, expect, it } from 'vitest';
import { pixelFact, readEvents } from './pixel-event.ts';

const NOW = Date.UTC(2026, 10, 1);
const event = (name: string) => ({ id: 'e1', name, clientId: 'client-0001', data: { title: 'Size guide' } });

describe('what the storefront tells of itself', () => {
  it('is a fact of the device, for what we have agreed on, and counted as refused for anything else', () => {
    const names = ['sandmill:file_downloaded', 'sandmill:form_sent', 'sandmill:chat_used', 'sandmill:order_placed'];
    const { events, refused } = readEvents(names.map(event));
    expect(refused).toBe(1);
    expect(events.map((each) => pixelFact(each, NOW))).toMatchObject(
      ['file.downloaded', 'form.sent', 'chat.used'].map((kind) => ({
        kind,
        identity: 'client:client-0001',
        verified: false,
        data: { title: 'Size guide' },
      })),
    );
  });
});
