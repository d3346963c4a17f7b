import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../platform/clock/clock.ts';
import { agentOf, deviceOf, networkOf, signOf } from './visit.ts';
import { type Around, type Heard, verdictOf, WHYS } from './verdict.ts';
import { tellWhy } from './words.ts';

const SENT = 1_000_000;
const LATER = SENT + 600 * SECOND;

let next = 0;
const heard = (over: Partial<Heard> = {}): Heard => ({
  id: `r${next++}`,
  kind: 'click',
  link: 0,
  at: LATER,
  agent: 'chrome',
  network: 'n1',
  sign: null,
  ...over,
});
const judged = (one: Heard, others: Heard[] = [], over: Partial<Around> = {}) =>
  verdictOf(one, { heard: [one, ...others], links: 5, submittedAt: SENT, mails: 1, ...over });

describe('whom a reaction is held for', () => {
  it('a click in a browser some time after the mail is a person’s', () => {
    expect(judged(heard())).toEqual({ verdict: 'human', why: 'browser' });
  });

  it.each<[string, Heard, Heard[], Partial<Around>, string, string]>([
    ['only the head was asked for', heard({ sign: 'head' }), [], {}, 'machine', 'head'],
    ['it was fetched ahead', heard({ sign: 'prefetch' }), [], {}, 'machine', 'prefetch'],
    ['the program says that it scans', heard({ agent: 'scanner' }), [], {}, 'machine', 'scanner'],
    ['it has no name', heard({ agent: 'nameless' }), [], {}, 'machine', 'nameless'],
    ['the link that nobody sees', heard({ kind: 'trap', link: null }), [], {}, 'machine', 'trap'],
    ['its network fell for the trap', heard(), [heard({ kind: 'trap', link: null })], {}, 'machine', 'trap'],
    [
      'another network fell for the trap',
      heard(),
      [heard({ kind: 'trap', link: null, network: 'n2' })],
      {},
      'human',
      'browser',
    ],
    [
      'the trap was long ago',
      heard(),
      [heard({ kind: 'trap', link: null, at: LATER - 11 * SECOND })],
      {},
      'human',
      'browser',
    ],
    ['its network checked before', heard(), [heard({ sign: 'head', at: LATER - 500 })], {}, 'machine', 'head_first'],
    [
      'all links at once, by many networks',
      heard(),
      [1, 2, 3, 4].map((link) => heard({ link, network: `n${link + 1}`, at: LATER + link * 900 })),
      {},
      'machine',
      'every_link',
    ],
    ['both links of a mail of two', heard(), [heard({ link: 1 })], { links: 2 }, 'machine', 'every_link'],
    [
      'both links of a mail of two, some seconds apart',
      heard(),
      [heard({ link: 1, at: LATER + 5 * SECOND })],
      { links: 2 },
      'human',
      'browser',
    ],
    ['three links within seconds', heard(), [heard({ link: 1 }), heard({ link: 2 })], {}, 'machine', 'many_links'],
    ['two links at once', heard(), [heard({ link: 1 })], {}, 'unsure', 'quick_links'],
    ['the same link twice', heard(), [heard()], {}, 'human', 'browser'],
    ['its network clicks in many mails', heard(), [], { mails: 5 }, 'machine', 'many_mails'],
    ['the mail has hardly left', heard({ at: SENT + 2 * SECOND }), [], {}, 'unsure', 'at_once'],
    ['Office looks before the browser', heard({ agent: 'outlook' }), [], {}, 'unsure', 'program'],
    ['an unknown program', heard({ agent: 'other' }), [], {}, 'unsure', 'program'],
    ['Gmail clicks', heard({ agent: 'gmail' }), [], {}, 'machine', 'scanner'],
    [
      'Gmail fetches the picture for her',
      heard({ kind: 'open', link: null, agent: 'gmail' }),
      [],
      {},
      'human',
      'relay',
    ],
    ['Apple loads all pictures', heard({ kind: 'open', link: null, agent: 'apple' }), [], {}, 'machine', 'privacy'],
    [
      'a mail program shows pictures',
      heard({ kind: 'open', link: null, agent: 'other' }),
      [],
      {},
      'human',
      'mail_program',
    ],
    [
      'a picture beside a burst of links',
      heard({ kind: 'open', link: null }),
      [heard({ link: 1 }), heard({ link: 2 }), heard({ link: 3 })],
      {},
      'machine',
      'beside_scanner',
    ],
    [
      'a picture, and a click of hers',
      heard({ kind: 'open', link: null }),
      [heard({ at: LATER + 2 * SECOND })],
      {},
      'human',
      'browser',
    ],
  ])('%s', (_name, one, others, over, verdict, why) => {
    expect(judged(one, others, over)).toEqual({ verdict, why });
  });

  it('does not depend on the order in which things are listed, nor on what is far away', () => {
    const any = fc.record({
      kind: fc.constantFrom('open' as const, 'click' as const, 'trap' as const),
      link: fc.integer({ min: 0, max: 4 }),
      at: fc.integer({ min: 0, max: 40 * SECOND }).map((ms) => LATER + ms),
      agent: fc.constantFrom(
        'chrome' as const,
        'scanner' as const,
        'gmail' as const,
        'apple' as const,
        'other' as const,
      ),
      network: fc.constantFrom('', 'n1', 'n2'),
      sign: fc.constantFrom(null, null, 'head' as const, 'prefetch' as const),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()), (list, keys) => {
        const all = list.map((one, index) => ({ ...one, id: String(index) }));
        const shuffled = all
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ one }) => one);
        for (const one of all) {
          const frame = { links: 5, submittedAt: SENT, mails: 1 };
          const told = verdictOf(one, { ...frame, heard: all });
          expect(verdictOf(one, { ...frame, heard: shuffled })).toEqual(told);
          const near = all.filter(({ at }) => Math.abs(at - one.at) <= 10 * SECOND);
          expect(verdictOf(one, { ...frame, heard: near })).toEqual(told);
        }
      }),
    );
  });

  it('has words for every reason in both languages', () => {
    for (const why of WHYS) {
      for (const locale of ['en', 'it'] as const) expect(tellWhy(why, locale)).toMatch(/^\p{Lu}.+\.$/u);
    }
    expect(tellWhy(null, 'en')).toBe('');
  });
});

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';

describe('what a request tells of itself', () => {
  it.each([
    [undefined, 'nameless'],
    ['  ', 'nameless'],
    ['Mozilla/5.0', 'apple'],
    ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', 'gmail'],
    ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'yahoo'],
    ['Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)', 'outlook'],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'scanner'],
    ['curl/8.5.0', 'scanner'],
    [CHROME, 'chrome'],
    [`${CHROME} Edg/140.0.0.0`, 'edge'],
    [IPHONE, 'safari'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'firefox'],
  ])('%s is %s', (agent, family) => {
    expect(agentOf(agent)).toBe(family);
  });

  it('is asked ahead, or only for its head', () => {
    expect(signOf({ method: 'HEAD', purpose: '' })).toBe('head');
    expect(signOf({ method: 'GET', purpose: ' prefetch;prerender' })).toBe('prefetch');
    expect(signOf({ method: 'GET', purpose: ' ' })).toBeNull();
  });

  it('tells the device as far as it is named', () => {
    expect(deviceOf(CHROME)).toBe('desktop');
    expect(deviceOf(IPHONE)).toBe('mobile');
    expect(deviceOf('Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 Chrome/140 Safari/537.36')).toBe(
      'tablet',
    );
    expect(deviceOf('Mozilla/5.0')).toBeNull();
  });

  it('is of a network, in whatever way its address is written', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113');
    expect(networkOf('::ffff:203.0.113.9')).toBe('203.0.113');
    expect(networkOf('2001:db8:1:2::3')).toBe('2001:db8:1');
    expect(networkOf('2001:db8:1::')).toBe('2001:db8:1');
    expect(networkOf('::1')).toBe('0:0:0');
  });
});
