import { describe, expect, it } from 'vitest';
import { openedBy } from './opened-by.ts';

describe('who asked for the picture of a mail', () => {
  it.each([
    [
      'a mail program',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko)',
      'person',
    ],
    [
      'Gmail, for her',
      'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
      'person',
    ],
    ['Yahoo, for her', 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'person'],
    ['Apple, for all mails', 'Mozilla/5.0', 'program'],
    ['somebody without a name', undefined, 'program'],
    ['a scanner', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', null],
    ['a program that fetches', 'curl/8.5.0', null],
  ])('%s', (_name, agent, by) => {
    expect(openedBy(agent)).toBe(by);
  });

  it('takes what is fetched ahead for the program', () => {
    expect(openedBy('Mozilla/5.0 (Macintosh) Safari/605.1.15', 'prefetch;prerender')).toBe('program');
  });
});
