import { describe, expect, it } from 'vitest';
import { START } from '../../decide/journeys/rows-in-test.ts';
import { REASON_CODES, tellReason } from './reason-words.ts';

describe('the words of a reason', () => {
  it.each(REASON_CODES)('says "%s" in both languages', (code) => {
    const [en, it] = (['en', 'it'] as const).map((locale) => tellReason({ code, text: locale }, locale, 'Europe/Rome'));
    expect(en).toBeTruthy();
    expect(it).toBeTruthy();
    expect(en).not.toBe(it);
  });

  it('fills in what happened, in the zone of the shop', () => {
    expect(tellReason({ code: 'waiting', until: START }, 'en', 'Europe/Rome')).toContain('11:00');
    expect(tellReason({ code: 'bought', by: 'checkout', order: '7' }, 'it', 'UTC')).toContain('ordine 7');
    expect(tellReason({ code: 'no_consent', state: 'unsubscribed' }, 'en', 'UTC')).toContain('unsubscribed');
    expect(tellReason({ code: 'no_consent', state: 'not_subscribed' }, 'en', 'UTC')).toContain('not agreed');
    expect(tellReason('as a person wrote it', 'en', 'UTC')).toBe('as a person wrote it');
    expect(tellReason(null, 'en', 'UTC')).toBeNull();
  });
});
